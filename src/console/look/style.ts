import { frameStyle } from "./style-frame.ts";
import { palette } from "./style-palette.ts";
import { pagesStyle } from "./pages-style.ts";
import { partStyle } from "./style-parts.ts";

/** The look of the console, after Zendesk Garden: kale, calm greys, 14/20 type on a 4 px grid. */
export const style = `${palette}${frameStyle}${partStyle}${pagesStyle}`;

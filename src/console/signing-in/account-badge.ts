import { html, type Html } from "../../markup/html.ts";
import type { ConsolePorts } from "../ports.ts";

/** Always in sight: what is done here is done to this account. Told by word and shape, not by colour alone. */
export function accountBadge({ url, isSandbox }: ConsolePorts["account"]): Html {
  return html`<p class="account ${isSandbox ? "sandbox" : "production"}">
    <strong>${isSandbox ? "Sandbox" : "Production"}</strong> <span>${new URL(url).host}</span>
  </p>`;
}

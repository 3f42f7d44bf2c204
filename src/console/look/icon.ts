/** A tick on kale: what the service is for. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#03363d"/><path d="m4 8.5 2.7 2.7L12 5.8" fill="none" stroke="#fff" stroke-width="2"/></svg>`;

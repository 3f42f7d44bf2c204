/** Text without control characters and halves of characters, at which a database or a terminal may choke. */
export const printable = /^[^\p{Cc}\p{Cs}]*$/u;

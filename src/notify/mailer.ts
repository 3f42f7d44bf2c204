export type Mail = { readonly to: readonly string[]; readonly subject: string; readonly text: string };

export interface Mailer {
  /** @throws when the server did not take it */
  send(mail: Mail): Promise<void>;
}

const withinMs = 20_000;

/** `smtps:` speaks TLS from the start, `smtp:` as soon as the server offers it. */
export function createMailer(smtpUrl: string, from: string): Mailer {
  return {
    async send({ to, subject, text }) {
      // Most services send no mail; it is loaded with the first.
      const { createTransport } = await import("nodemailer");
      const transport = createTransport({
        url: smtpUrl,
        pool: false,
        connectionTimeout: 8000,
        greetingTimeout: 8000,
        socketTimeout: 8000,
        dnsTimeout: 8000,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await transport.sendMail({
          from,
          to: [...to],
          subject,
          text,
          // RFC 3834: whoever is away does not answer to it.
          headers: { "Auto-Submitted": "auto-generated" },
          signal: AbortSignal.timeout(withinMs),
        });
      } catch (err) {
        throw new Error("the mail server did not take a mail", { cause: err });
      }
    },
  };
}

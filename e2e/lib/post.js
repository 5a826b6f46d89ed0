// A real mail server beside the program: it takes every letter and keeps it.
import { SMTPServer } from "smtp-server";

/** What stands behind the marks of quoted-printable. */
const plain = (text) => {
  const bytes = text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
};

/** Starts a mail server; `letters` grows with what it has taken. */
export async function post(options = {}) {
  const letters = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH"],
    logger: false,
    onData(stream, session, taken) {
      const chunks = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", () => {
        const [head, ...body] = Buffer.concat(chunks).toString("latin1").split("\r\n\r\n");
        const id = head.match(/^Message-ID: (\S+)/m)[1];
        letters.push({ to: session.envelope.rcptTo[0].address, id, head, text: plain(body.join("\r\n\r\n")) });
        taken();
      });
    },
    ...options,
  });
  // Who is killed in the middle of a letter breaks off the connection.
  server.on("error", () => {});
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { letters, url: `smtp://127.0.0.1:${server.server.address().port}`, end: () => new Promise((resolve) => server.close(resolve)) };
}

/** Reads server-sent events piece by piece, wherever the pieces are cut; tells of each event's data. */
export function eventStream(tell: (data: string) => void): (piece: string) => void {
  let rest = "", data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r?\n/);
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
      else if (line === "" && data.length > 0) {
        tell(data.join("\n"));
        data = [];
      }
    }
  };
}

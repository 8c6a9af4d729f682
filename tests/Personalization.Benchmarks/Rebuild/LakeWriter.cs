using System.Globalization;

namespace Personalization.Benchmarks.Rebuild;

/// <summary>Writes a lake of so many events: visitors come and go beside each other, one line in two hundred stands there twice.</summary>
internal static class LakeWriter
{
    private const int AtOnce = 200;
    private const int Days = 60;

    /// <summary>Bytes of an event at most, on average.</summary>
    public const long EventBytes = 500;

    private static readonly DateTimeOffset First = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(string folder, int events, TextWriter progress)
    {
        Random chance = new(events); // The same lake for the same size.
        int number = 0, people = Math.Max(100, events / 12);
        Shopper[] shoppers = [.. Enumerable.Range(0, AtOnce).Select(_ => new Shopper(chance, number++, people, First))];
        using HourFiles files = new(folder);
        for (int written = 0; written < events;)
        {
            DateTimeOffset now = First + (TimeSpan.FromDays(Days) * ((double)written / events));
            int place = chance.Next(AtOnce);
            if (shoppers[place].Next() is not { } line)
            {
                shoppers[place] = new Shopper(chance, number++, people, now);
                continue;
            }
            files.Write(now, line.Span);
            if (chance.Next(200) == 0) files.Write(now, line.Span);
            if (++written % 1_000_000 == 0) progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written:N0} of {events:N0} events written"));
        }
    }

    private sealed class HourFiles(string folder) : IDisposable
    {
        private string name = "";
        private FileStream? file;

        public void Write(DateTimeOffset now, ReadOnlySpan<byte> line)
        {
            string next = now.ToString("'events/'yyyy/MM/dd/HH'-000.ndjson'", CultureInfo.InvariantCulture);
            if (next != name)
            {
                file?.Dispose();
                string path = Path.Combine(folder, next);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                (name, file) = (next, new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, 1 << 20));
            }
            file!.Write(line);
            file.WriteByte((byte)'\n');
        }

        public void Dispose() => file?.Dispose();
    }
}

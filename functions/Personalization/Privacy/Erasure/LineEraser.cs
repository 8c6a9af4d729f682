using System.Text.Json;
using Personalization.Events;

namespace Personalization.Privacy.Erasure;

/// <summary>
/// Takes a person out of stored lines of events without moving a byte: each line of theirs becomes a line of the same length about nobody.
/// Readers of the lake remember how far they have read, and counts that are made anew come to the same.
/// </summary>
public sealed class LineEraser
{
    private const byte LineFeed = (byte)'\n';

    private readonly PersonSearch? search;
    private readonly HashSet<string> names;
    private readonly LineAnonymizer anonymizer;

    /// <summary>Takes out the lines of one person.</summary>
    public LineEraser(PersonIdentity person)
    {
        search = new PersonSearch(person);
        names = [.. PersonNames.Of(person), .. person.Keys.Select(key => key.Address), .. person.Keys.Select(key => key.Value)];
        anonymizer = new LineAnonymizer(person.Nonce);
    }

    /// <summary>Takes everybody out of all lines.</summary>
    public LineEraser(ReadOnlyMemory<byte> nonce) => (names, anonymizer) = ([], new LineAnonymizer(nonce));

    /// <summary>Rewrites what must be of whole lines, in place, and says how many lines that were.</summary>
    public int Erase(Span<byte> lines)
    {
        if (search is not null && !search.IsIn(lines)) return 0;
        int count = 0;
        for (Span<byte> rest = lines; rest.IndexOf(LineFeed) is var end and >= 0; rest = rest[(end + 1)..])
            if (TryErase(rest[..end])) count++;
        return count;
    }

    /// <summary>The lines of the person, in order.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> LinesOf(ReadOnlyMemory<byte> lines) =>
        search is not null && !search.IsIn(lines.Span) ? [] : EventCodec.Lines(lines).Where(line => IsOf(line.Span));

    private bool TryErase(Span<byte> line)
    {
        if (!IsOf(line)) return false;
        anonymizer.Rewrite(line);
        return true;
    }

    private bool IsOf(ReadOnlySpan<byte> line)
    {
        if (search is null) return !LineAnonymizer.IsAnonymous(line);
        if (!search.IsIn(line)) return false;
        try
        {
            JsonElement root = JsonElement.Parse(line);
            return PersonNames.Of(root).Any(names.Contains) || Names(root);
        }
        catch (JsonException)
        {
            return true; // Cut by a storage that lost its end: of no use to anybody.
        }
    }

    // A staff event about two people names the second one somewhere inside.
    private bool Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => Names(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(Names),
        JsonValueKind.String => value.GetString() is { Length: > 0 } text && (names.Contains(text) || names.Contains(PersonNames.OfAddress(text))),
        _ => false,
    };
}

using System.Text.Json;

namespace Personalization.Privacy.Suppression;

/// <summary>Whether a line may come in, by the list as it is now.</summary>
public static class SuppressionGate
{
    /// <summary>Null where nobody is on the list.</summary>
    public static Func<ReadOnlyMemory<byte>, bool>? Of(SuppressionList list, PersonHasher hasher) => list.Count == 0 ? null : line => Admits(list, hasher, line);

    private static bool Admits(SuppressionList list, PersonHasher hasher, ReadOnlyMemory<byte> line)
    {
        JsonElement root = JsonElement.Parse(line.Span);
        DateTimeOffset received = root.GetProperty("receivedAt").GetDateTimeOffset();
        return !PersonNames.Of(root).Any(name => list.Find(hasher.Of(name)) is { } entry && entry.Drops(received));
    }
}

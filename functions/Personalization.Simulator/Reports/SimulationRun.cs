using System.Text.Json;
using Personalization.Events;
using Personalization.Simulator.World;

namespace Personalization.Simulator.Reports;

/// <summary>What came of a simulation, person by person: a device that turned out to be somebody's counts as that person.</summary>
internal sealed class SimulationRun
{
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);

    /// <summary>Sorts what has happened.</summary>
    public SimulationRun(IReadOnlyList<Happening> happenings)
    {
        foreach (Did did in happenings.OfType<Did>())
            if (did.Event is { UserId: { } user, AnonymousId: { } device }) owners.TryAdd("a:" + device, "u:" + user);
        People = [.. happenings.GroupBy(one => owners.GetValueOrDefault(one.Person, one.Person)).OrderBy(person => person.Key, StringComparer.Ordinal).Select(person => new PersonRun(person.Key, [.. person]))];
    }

    /// <summary>Everybody, by key.</summary>
    public IReadOnlyList<PersonRun> People { get; }
}

/// <summary>What happened to one person.</summary>
/// <param name="Key">The profile's key.</param>
/// <param name="Happenings">In the order in which they came to be known.</param>
internal sealed record PersonRun(string Key, IReadOnlyList<Happening> Happenings)
{
    /// <summary>The id without what kind of id it is.</summary>
    public string Id => Key[2..];

    /// <summary>Where the person is, as far as the shop has heard.</summary>
    public TimeZoneInfo Zone { get; } = ZoneOf(Happenings);

    public IEnumerable<T> All<T>()
        where T : Happening => Happenings.OfType<T>();

    /// <summary>Orders, each once however often it was heard of.</summary>
    public IEnumerable<Did> Orders => All<Did>().Where(did => did.Event.Event == EventNames.OrderCompleted).DistinctBy(did => did.Event.MessageId);

    private static TimeZoneInfo ZoneOf(IEnumerable<Happening> happenings)
    {
        foreach (Did did in happenings.OfType<Did>())
            if (did.Event.Context is { ValueKind: JsonValueKind.Object } context && context.TryGetProperty("timezone", out JsonElement name) && name.ValueKind is JsonValueKind.String
                && TimeZoneInfo.TryFindSystemTimeZoneById(name.GetString()!, out TimeZoneInfo? zone)) return zone;
        return TimeZoneInfo.Utc;
    }
}

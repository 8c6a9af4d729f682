using System.Collections.Frozen;

namespace Personalization.Functions.Privacy;

/// <summary>
/// Every table, container and queue of the app: which place of personal data sees to it, or why nobody need to. A test holds it together with what
/// there is; names ending in <c>*</c> stand for all that begin so.
/// </summary>
public static class StorageInventory
{
    private const string Sees = "place:";
    private const string Host = "the host's own: leases, last runs of timers, keys";
    private const string Shop = "the shop's own definitions";
    private const string Ids = "ids of work to be done";
    private const string Gate = "what waits of people who are erased is dropped when its turn comes";

    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["table profiles"] = Sees + "profiles",
        ["table messages"] = Sees + "messages",
        ["table messagelist"] = Sees + "messages",
        ["table deadmessages"] = Sees + "messages",
        ["table messagehistory"] = Sees + "messages",
        ["table inbox"] = Sees + "messages",
        ["table suppressions"] = Sees + "messages",
        ["table deliveries"] = Sees + "messages",
        ["table recipepeople"] = Sees + "journeys",
        ["table watchers"] = Sees + "journeys",
        ["table PersonalizationInstances"] = Sees + "journeys",
        ["table identityquarantine"] = Sees + "identity-quarantine",
        ["table actions"] = Sees + "actions",
        ["table proposals"] = Sees + "proposals",
        ["table segmentsdue"] = Sees + "segments",
        ["table conversations"] = Sees + "conversations",
        ["table assistanttokens"] = "counts of tokens under hashes of visitors and of addresses (keyed, another each day), for two days",
        ["table incentives"] = "sums of money under hashes of runs",
        ["table offers"] = Sees + "offers",
        ["container lake"] = Sees + "lake",
        ["container messages"] = Sees + "messages",
        ["container imports"] = Sees + "imports",
        ["container models"] = Sees + "activity",
        ["container privacy"] = Sees + "exports",
        ["container personalization-largemessages"] = Sees + "journeys",
        ["container service-bus"] = Sees + "messages",
        ["container claims"] = Sees + "failed events",
        ["container insights"] = "counts of fields and sources",
        ["container events"] = Shop,
        ["container catalog"] = Shop,
        ["container experiences"] = Shop,
        ["container experiments"] = Shop,
        ["container merchandising"] = Shop,
        ["container offers"] = "the shop's own definitions, and what offers have given to groups of 30 people or more",
        ["container recipes"] = Shop,
        ["container templates"] = Shop,
        ["container segments"] = Sees + "segments",
        ["container quizzes"] = Shop,
        ["container texts"] = Shop,
        ["container azure-webjobs-*"] = Host,
        ["queue events"] = Gate,
        ["queue events-poison"] = Sees + "failed events",
        ["queue sb-messages*"] = Sees + "messages",
        ["queue jobs*"] = Ids,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Storages that a place sees to, and that place.</summary>
    internal static IEnumerable<(string Name, string Place)> Personal => Known.Where(one => one.Value.StartsWith(Sees, StringComparison.Ordinal)).Select(one => (one.Key.TrimEnd('*'), one.Value[Sees.Length..]));

    /// <summary>Who sees to a storage: <c>place:NAME</c>, or why nobody need to; null for one that nobody has thought of.</summary>
    /// <param name="name">Kind and name, such as <c>table profiles</c>.</param>
    public static string? Of(string name) =>
        Known.GetValueOrDefault(name) ?? Known.Where(one => one.Key.EndsWith('*') && name.StartsWith(one.Key[..^1], StringComparison.Ordinal)).Select(one => one.Value).FirstOrDefault();
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Personalization.Common;

namespace Personalization.Segments.Definitions;

/// <summary>
/// All segments of a shop, ready to be asked: each behind those that it asks for, and with an index of which events concern which. Segments that
/// ask for each other in a circle have nobody in them; they are refused when they are stored.
/// </summary>
public sealed class SegmentSet
{
    // A sender may make names up; beyond this they are looked at one by one.
    private const int MostShapes = 2_000;

    private readonly ConcurrentDictionary<EventShape, ImmutableArray<int>> concerned = new();

    private SegmentSet(ImmutableArray<SegmentDefinition> ordered, string written, string rules)
    {
        (All, Written, Rules) = (ordered, written, rules);
        Dictionary<string, int> places = ordered.Select((one, place) => (one.Id, place)).ToDictionary(one => one.Id, one => one.place, StringComparer.Ordinal);
        List<ImmutableArray<int>> asked = [];
        List<bool> passes = [];
        foreach (SegmentDefinition one in ordered)
        {
            ImmutableArray<int> below = [.. ConditionTree.Segments(one.Rule).Where(places.ContainsKey).Select(id => places[id])];
            asked.Add(below);
            passes.Add(ConditionTimes.Passes(one.Rule) || below.Any(place => passes[place]));
        }
        (Asked, Passes, Places) = ([.. asked], [.. passes], places);
    }

    /// <summary>No segments.</summary>
    public static SegmentSet None { get; } = Of([], "");

    /// <summary>Each behind those that it asks for.</summary>
    public ImmutableArray<SegmentDefinition> All { get; }

    /// <summary>A name for these segments in these versions.</summary>
    public string Written { get; }

    /// <summary>A name for these segments and what customers are measured by: memberships that bear it were made by them.</summary>
    public string Rules { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => All.IsEmpty;

    internal ImmutableArray<ImmutableArray<int>> Asked { get; }

    internal ImmutableArray<bool> Passes { get; }

    internal IReadOnlyDictionary<string, int> Places { get; }

    /// <summary>Puts segments in order.</summary>
    /// <param name="segments">In any order, each id once.</param>
    /// <param name="norms">A name for what customers are measured by.</param>
    public static SegmentSet Of(IEnumerable<SegmentDefinition> segments, string norms)
    {
        SortedDictionary<string, SegmentDefinition> all = new(segments.ToDictionary(one => one.Id, StringComparer.Ordinal), StringComparer.Ordinal);
        string written = StableHash.Hex(string.Join('\n', all.Values.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Id} {one.Version}"))), 16);
        return all.Count == 0 ? new SegmentSet([], "", "") : new SegmentSet([.. Ordered(all)], written, StableHash.Hex(written + "\n" + norms, 16));
    }

    /// <summary>A circle in which segments ask for each other, as ids with the first one again at the end; null where there is none.</summary>
    public static IReadOnlyList<string>? Circle(IReadOnlyDictionary<string, Condition> rules)
    {
        HashSet<string> done = new(StringComparer.Ordinal);
        List<string> path = [];
        foreach (string id in rules.Keys.Order(StringComparer.Ordinal))
            if (Circle(id, rules, done, path) is { } circle) return circle;
        return null;
    }

    /// <summary>The segment of that id, or null.</summary>
    public SegmentDefinition? Find(string id) => Places.TryGetValue(id, out int place) ? All[place] : null;

    internal ImmutableArray<int> Concerned(EventShape shape)
    {
        if (concerned.TryGetValue(shape, out ImmutableArray<int> known)) return known;
        bool[] those = new bool[All.Length];
        for (int place = 0; place < those.Length; place++)
            those[place] = ConditionEvents.Concerns(All[place].Rule, shape) || Asked[place].Any(below => those[below]);
        ImmutableArray<int> places = [.. Enumerable.Range(0, those.Length).Where(place => those[place])];
        return concerned.Count >= MostShapes ? places : concerned[shape] = places;
    }

    private static List<string>? Circle(string id, IReadOnlyDictionary<string, Condition> rules, HashSet<string> done, List<string> path)
    {
        if (path.Contains(id)) return [.. path.SkipWhile(one => one != id), id];
        if (!rules.TryGetValue(id, out Condition? rule) || !done.Add(id)) return null;
        path.Add(id);
        foreach (string below in ConditionTree.Segments(rule))
            if (Circle(below, rules, done, path) is { } circle) return circle;
        path.RemoveAt(path.Count - 1);
        return null;
    }

    private static List<SegmentDefinition> Ordered(SortedDictionary<string, SegmentDefinition> all)
    {
        List<SegmentDefinition> ordered = [];
        HashSet<string> placed = new(StringComparer.Ordinal);
        for (bool more = true; more;)
        {
            more = false;
            foreach (SegmentDefinition one in all.Values)
            {
                if (placed.Contains(one.Id) || ConditionTree.Segments(one.Rule).Any(below => all.ContainsKey(below) && !placed.Contains(below))) continue;
                placed.Add(one.Id);
                ordered.Add(one);
                more = true;
            }
        }
        return ordered;
    }
}

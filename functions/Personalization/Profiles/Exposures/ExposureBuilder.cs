using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles.Exposures;

/// <summary>Collects exposures: of each experiment the first one. With more experiments than are kept, those seen last stay.</summary>
internal sealed class ExposureBuilder
{
    private readonly Dictionary<string, Exposure> all = new(StringComparer.Ordinal);

    public ExposureBuilder(Profile start) => Add(start);

    public void Add(Profile other)
    {
        foreach ((string experiment, Exposure one) in other.Experiments ?? ImmutableSortedDictionary<string, Exposure>.Empty) Add(experiment, one);
    }

    public void Add(ShopEvent shopEvent)
    {
        if (shopEvent.Event is not EventNames.ExperimentViewed || shopEvent.Properties.ValueKind is not JsonValueKind.Object) return;
        if (Name(shopEvent.Properties, "experiment_id") is not { } experiment) return;
        if ((Name(shopEvent.Properties, "variation_id") ?? Name(shopEvent.Properties, "variant_id")) is not { } variant) return;
        Add(experiment, new Exposure(variant, shopEvent.Timestamp, shopEvent.Timestamp));
    }

    public ImmutableSortedDictionary<string, Exposure>? Build() => all.Count == 0 ? null
        : all.OrderByDescending(one => one.Value.Last).ThenBy(one => one.Key, StringComparer.Ordinal).Take(ProfileLimits.Experiments).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private void Add(string experiment, Exposure one) => all[experiment] = all.TryGetValue(experiment, out Exposure? known) ? known.And(one) : one;

    private static string? Name(JsonElement properties, string name) => Interactions.Text(properties, name) is { Length: > 0 and <= ProfileLimits.ExperimentNameLength } text ? text : null;
}

using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>A hint of the assistant's that was shown. Field names are storage format.</summary>
/// <param name="At">When last, UTC.</param>
/// <param name="Id">The hint's id.</param>
public sealed record ShownHint(DateTimeOffset At, string Id);

/// <summary>Collects which hints were shown. What falls out of the bounds has enough others shown after it for ever: the order of adding does not show.</summary>
internal sealed class HintBuilder
{
    private readonly Dictionary<string, DateTimeOffset> all = new(StringComparer.Ordinal);

    public HintBuilder(Profile start) => Add(start);

    public void Add(Profile other)
    {
        if (other.HintsShown.IsDefault) return;
        foreach (ShownHint one in other.HintsShown) Add(one.Id, one.At);
    }

    public void Add(ShopEvent shopEvent)
    {
        if (shopEvent.Event is EventNames.HintShown && shopEvent.Properties.ValueKind is JsonValueKind.Object
            && Interactions.Text(shopEvent.Properties, "hint_id") is { Length: > 0 and <= ProfileLimits.HintIdLength } id) Add(id, shopEvent.Timestamp);
    }

    public ImmutableArray<ShownHint> Build() => all.Count == 0 ? default
        : [.. all.Select(one => new ShownHint(one.Value, one.Key)).OrderByDescending(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).Take(ProfileLimits.HintsShown)];

    private void Add(string id, DateTimeOffset at)
    {
        if (!all.TryGetValue(id, out DateTimeOffset known) || at > known) all[id] = at;
    }
}

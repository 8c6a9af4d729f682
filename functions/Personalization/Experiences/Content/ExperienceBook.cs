using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Personalization.Common;
using Personalization.Experiences.Definitions;

namespace Personalization.Experiences.Content;

/// <summary>The shop's experiences that are in service, ready to be asked. Immutable.</summary>
public sealed class ExperienceBook
{
    private readonly FrozenDictionary<SlotKind, ImmutableArray<Experience>> byKind;
    private readonly TimeZoneInfo zone;

    private ExperienceBook(FrozenDictionary<SlotKind, ImmutableArray<Experience>> byKind, TimeZoneInfo zone, string version)
    {
        (this.byKind, this.zone, Version) = (byKind, zone, version);
        Popups = [.. Of(SlotKind.Popup).Select(one => one.Id)];
    }

    /// <summary>Names all of them as they are.</summary>
    public string Version { get; }

    /// <summary>Ids of all pop-ups.</summary>
    public ImmutableArray<string> Popups { get; }

    /// <summary>Puts experiences together; those that are not in service are left out.</summary>
    /// <param name="experiences">Them.</param>
    /// <param name="zone">IANA name of the shop's zone.</param>
    public static ExperienceBook Of(IEnumerable<Experience> experiences, string zone)
    {
        Experience[] all = [.. experiences.Where(one => one.IsEnabled).OrderByDescending(one => one.Priority).ThenBy(one => one.Id, StringComparer.Ordinal)];
        string version = StableHash.Hex(string.Join('\n', all.Select(one => one.Id + " " + one.Version.ToString(CultureInfo.InvariantCulture))) + "\n" + zone, 16);
        return new ExperienceBook(all.GroupBy(one => one.Kind).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray()), Zones.Of(null, zone), version);
    }

    /// <summary>Those of a kind, the first to be asked first.</summary>
    public ImmutableArray<Experience> Of(SlotKind kind) => byKind.GetValueOrDefault(kind, []);

    internal PageFacts Facts(PageRequest page, PageContext context) => new(page, context, TimeZoneInfo.ConvertTime(context.Now, zone).DateTime);
}

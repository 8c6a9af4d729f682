using Personalization.Profiles;
using Personalization.Profiles.Staff;
using Personalization.Segments;
using Personalization.Segments.Definitions;

namespace Personalization.Offers;

/// <summary>
/// What nobody's offer goes by: the device, who somebody is, where they live. An offer may go by what somebody has done with the shop and what they
/// have said they want. A segment that asks for such a ground, or is built on one that does, is no audience of an offer.
/// </summary>
public static class PriceGrounds
{
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["the device"] =
        [
            "device", "devices", "browser", "useragent", "os", "operatingsystem", "platform", "mobile", "desktop", "tablet", "phonemodel", "ios", "iphone", "ipad", "android", "mac", "macos", "macintosh",
            "windows", "linux", "chrome", "safari", "firefox", "screen", "viewport", "battery",
        ],
        ["who somebody is"] =
        [
            "age", "agegroup", "birthday", "birthdate", "birthyear", "dob", "born", "gender", "sex", "male", "female", "salutation", "nationality", "citizenship", "ethnicity",
            "ethnic", "race", "religion", "marital", "married", "children", "family", "education", "occupation", "firstname", "lastname", "surname", "locale", "language",
        ],
        ["where somebody is"] =
        [
            "postal", "postalcode", "postcode", "zip", "zipcode", "city", "town", "region", "country", "county", "location", "geo", "latitude", "longitude", "address", "district", "neighbourhood",
            "neighborhood", "timezone", "ip",
        ],
    };

    private static readonly (string Ground, TraitWords Names)[] Grounds = [.. Words.Select(one => (one.Key, new TraitWords(one.Value)))];

    /// <summary>Why no offer may go by something of that name, in words; null where one may.</summary>
    /// <param name="name">Name of a trait, tag or member.</param>
    public static string? Refusal(string name)
    {
        foreach ((string ground, TraitWords names) in Grounds)
            if (names.AreIn(name)) return $"{name} tells of {ground}: what an offer is worth never goes by the device, by who somebody is or by where they live";
        return ForbiddenTraits.Standard.Holds(name) ? $"{name} tells of what the law protects: no offer goes by it" : null;
    }

    /// <summary>Why a segment is no audience of an offer; null where it is one.</summary>
    /// <param name="segment">Its id.</param>
    /// <param name="find">Finds rules of segments; null for one that there is not.</param>
    public static string? Refusal(string segment, Func<string, Condition?> find)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<string> open = new([segment]);
        while (open.TryDequeue(out string? id))
        {
            if (!seen.Add(id) || find(id) is not { } rule) continue;
            if (ConditionTree.All(rule).SelectMany(Names).Select(Refusal).FirstOrDefault(one => one is not null) is { } why) return $"The segment {id} is no audience of an offer: {why}";
            foreach (string below in ConditionTree.Segments(rule)) open.Enqueue(below);
        }
        return null;
    }

    /// <summary>Finds rules of segments.</summary>
    public static Func<string, Condition?> In(SegmentSet segments) => id => segments.Find(id)?.Rule;

    // A yearly date says nothing of the year: wishing well on a birthday is no price by age.
    private static IEnumerable<string> Names(Condition condition) => condition switch
    {
        TraitTest test => [test.Name],
        TraitDateTest test => [test.Trait],
        TagTest test => test.Tags.Select(tag => StaffTexts.Tag(tag) ?? tag),
        _ => [],
    };
}

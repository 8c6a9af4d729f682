using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>
/// What may be said to a shopper of what is known of them: only what they have said themselves. What others have brought in, or what was
/// concluded, may choose products but is never named; merchants and auditors see it in the profile.
/// </summary>
public static class ToldTraits
{
    // Sources by which somebody else speaks of the person.
    private static readonly string[] Others = ["enrichment", "import", "staff", "score", "partner"];

    /// <summary>Whether a reason may speak of the trait to the person.</summary>
    public static bool MayBeNamed(Trait trait) => trait.Origin is TraitOrigin.Declared && (trait.Source is null || !Others.Contains(trait.Source.Kind));
}

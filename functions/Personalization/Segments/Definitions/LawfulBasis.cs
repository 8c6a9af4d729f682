using System.Collections.Immutable;
using Personalization.Common.Documents;
using Personalization.Profiles;

namespace Personalization.Segments.Definitions;

/// <summary>By what the shop may sort people by who they are (GDPR, article 6).</summary>
public enum LawfulBasis
{
    /// <summary>They have agreed.</summary>
    Consent = 1,

    /// <summary>What they have ordered asks for it.</summary>
    Contract = 2,

    /// <summary>The shop's interest, weighed against theirs.</summary>
    LegitimateInterest = 3,
}

/// <summary>Which segments must say by what they are lawful: those that ask for traits of who somebody is, not of what they do.</summary>
internal static class LawfulBases
{
    public const string Field = "lawfulBasis";

    private static readonly Dictionary<string, LawfulBasis> Names = new(StringComparer.Ordinal)
    {
        ["consent"] = LawfulBasis.Consent, ["contract"] = LawfulBasis.Contract, ["legitimateInterest"] = LawfulBasis.LegitimateInterest,
    };

    private static readonly TraitWords Demographic = new(
    [
        "gender", "sex", "age", "birthday", "birthdate", "birthyear", "born", "marital", "married", "family", "children", "kids", "nationality", "citizenship", "education", "occupation",
        "profession", "household",
    ]);

    /// <summary>What a segment says; null for nothing. What it must say and does not is a finding.</summary>
    public static LawfulBasis? Read(DocumentFields fields, Condition rule)
    {
        LawfulBasis? basis = fields.Has(Field) ? fields.Choice(Field, Names) : null;
        if (fields.Has(Field) && basis is null) return null;
        foreach (string trait in Traits(rule))
            if (ForbiddenTraits.Standard.Holds(trait) && basis is not LawfulBasis.Consent)
                fields.Wrong(Field, $"{trait} is what the law protects most: only with {Field}: consent may people be sorted by it", "missing");
            else if (Demographic.AreIn(trait) && basis is null)
                fields.Wrong(Field, $"{trait} says who somebody is, not what they do: say {Field}: {string.Join(", ", Names.Keys)}, by which the shop may sort people by it", "missing");
        return basis;
    }

    private static ImmutableArray<string> Traits(Condition rule) =>
        [.. ConditionTree.All(rule).Select(one => one switch { TraitTest test => test.Name, TraitDateTest test => test.Trait, _ => null }).OfType<string>().Distinct(StringComparer.Ordinal)];
}

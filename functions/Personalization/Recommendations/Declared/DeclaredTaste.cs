using System.Text.Json;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Declared;

/// <summary>
/// What a person has told the shop about products, as numbers of an assortment: quiz answers, A-or-B choices, interests, prices and sizes. Weights of all
/// that fits a product add up, to -1 at least and 1 at most. It lifts a score by half at most, never one below
/// <see cref="RelevanceFloor"/> of the list's best, and lowers it to half at least.
/// </summary>
internal sealed class DeclaredTaste
{
    /// <summary>What the fullest agreement adds to a score, and the fullest disagreement takes off, as a share of it.</summary>
    public const float Reach = 0.5f;

    /// <summary>Share of the best score of a list below which nothing is lifted.</summary>
    public const float RelevanceFloor = 0.2f;

    /// <summary>From here on a product may be proposed for its taste alone.</summary>
    public const float WorthProposing = 0.25f;

    /// <summary>What is left of a product that is of another size, where it is not known whether it comes in theirs.</summary>
    private const float OtherSizeFactor = 0.4f;

    private const double InterestWeight = 0.6;

    private readonly Assortment assortment;
    private readonly DeclaredIndex index;
    private readonly List<Entry> entries = [];
    private readonly List<Reason?> reasons = [];
    private volatile Proposed? proposed;

    private DeclaredTaste(Profile profile, Assortment assortment)
    {
        (this.assortment, index) = (assortment, assortment.Declared);
        Sizes = new DeclaredSizes(assortment, index);
        foreach ((string name, Trait trait) in profile.Traits)
        {
            // What others say of the person chooses products all the same; it is only never named.
            bool named = ToldTraits.MayBeNamed(trait);
            if (name.StartsWith(DeclaredNames.Taste, StringComparison.Ordinal))
                foreach (TasteStatement statement in TasteStatement.Read(trait.Value)) Add(statement, named);
            else if (name.StartsWith(DeclaredNames.Size, StringComparison.Ordinal)) Sizes.Add(name[DeclaredNames.Size.Length..], trait.Value, named);
            else if (name is DeclaredNames.Categories or DeclaredNames.Brands) AddInterests(name is DeclaredNames.Brands ? TasteKind.Brand : TasteKind.Category, trait.Value, named);
            else if (name is DeclaredNames.Price) AddPrice(trait.Value, named);
        }
    }

    /// <summary>What the profile has declared; null for nothing.</summary>
    public static DeclaredTaste? Of(Profile profile, Assortment assortment)
    {
        bool any = false;
        foreach ((string name, Trait trait) in profile.Traits) any |= trait.Value.ValueKind is not JsonValueKind.Null && DeclaredNames.IsAboutProducts(name);
        if (!any) return null;
        DeclaredTaste taste = new(profile, assortment);
        return taste.entries.Count > 0 || taste.Sizes.Any ? taste : null;
    }

    public DeclaredSizes Sizes { get; }

    /// <summary>How much the product is what was asked for, from -1 to 1.</summary>
    public float Of(int product)
    {
        float sum = 0;
        foreach (Entry entry in entries)
            if (Fits(entry, product)) sum += entry.Weight;
        return Math.Clamp(sum, -1, 1);
    }

    /// <summary>What a score is multiplied with.</summary>
    public float FactorOf(int product)
    {
        float factor = 1 + (Reach * Of(product));
        return Sizes.Any && Sizes.Of(product) is SizeFit.OtherSize ? Math.Min(factor, 1) * OtherSizeFactor : factor;
    }

    /// <summary>Why the product is lifted: what was said that weighs most for it; null where nothing does, or where it may not be named.</summary>
    public Reason? ReasonFor(int product)
    {
        Entry best = default;
        foreach (Entry entry in entries)
            if (entry.Weight > best.Weight && Fits(entry, product)) best = entry;
        return best.Weight > 0 ? reasons[best.Reason] : null;
    }

    /// <summary>The products that suit best, of those that sell or are new or have what was asked for. Found once for each profile and ranking.</summary>
    public Scored[] Proposals(Popularity popularity)
    {
        if (proposed is { } known && ReferenceEquals(known.Popularity, popularity)) return known.Best;
        Scored[] best = new TasteSearch(this, assortment, popularity).Best(entries.Where(entry => entry.Weight > 0 && entry.Kind is TasteKind.Attribute).Select(entry => entry.Number));
        proposed = new Proposed(popularity, best);
        return best;
    }

    private void Add(TasteStatement statement, bool named)
    {
        int reason = reasons.Count;
        reasons.Add(named ? Reasons.YouToldUs(statement.Said) : null);
        foreach (TasteWeight weight in statement.Weights) Add(weight, reason);
    }

    private void Add(TasteWeight weight, int reason)
    {
        float strength = (float)weight.Weight;
        if (weight.Kind is TasteKind.Category)
            foreach (int node in index.Categories(weight.Value)) entries.Add(new Entry(weight.Kind, node, strength, reason, 0, 0));
        else if (weight.Kind is TasteKind.Price && TasteWeight.PriceRange(weight.Value) is { } range)
            entries.Add(new Entry(weight.Kind, 0, strength, reason, (float)range.From, (float)range.To));
        else if ((weight.Kind is TasteKind.Brand ? index.Brand(weight.Value) : index.Attribute(weight.Value)) is >= 0 and var number)
            entries.Add(new Entry(weight.Kind, number, strength, reason, 0, 0));
    }

    private void AddInterests(TasteKind kind, JsonElement value, bool named)
    {
        if (value.ValueKind is not JsonValueKind.Array) return;
        foreach (JsonElement one in value.EnumerateArray())
            if (one.ValueKind is JsonValueKind.String && one.GetString() is { Length: > 0 } name) Add(new TasteStatement(name, [new TasteWeight(kind, name, InterestWeight)]), named);
    }

    private void AddPrice(JsonElement value, bool named)
    {
        if (value.ValueKind is not JsonValueKind.Object) return;
        decimal from = Interactions.Number(value, "from") ?? 0;
        string range = Interactions.Number(value, "to") is { } to ? FormattableString.Invariant($"{from}-{to}") : FormattableString.Invariant($"{from}-");
        if (TasteWeight.Parse("price:" + range, InterestWeight) is { } weight) Add(new TasteStatement(range, [weight]), named);
    }

    private bool Fits(in Entry entry, int product)
    {
        ref readonly Good good = ref assortment.Parts.Goods[product];
        return entry.Kind switch
        {
            TasteKind.Category => good.Category >= 0 && assortment.Categories.Holds(entry.Number, good.Category),
            TasteKind.Brand => good.Brand == entry.Number,
            TasteKind.Attribute => assortment.HasAttribute(product, entry.Number),
            _ => good.Price >= entry.From && good.Price <= entry.To,
        };
    }

    private readonly record struct Entry(TasteKind Kind, int Number, float Weight, int Reason, float From, float To);

    private sealed record Proposed(Popularity Popularity, Scored[] Best);
}

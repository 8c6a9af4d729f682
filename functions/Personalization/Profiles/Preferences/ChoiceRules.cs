using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Common;

namespace Personalization.Profiles.Preferences;

/// <summary>
/// A-or-B questions. What a choice says adds up: of two categories or brands the chosen one gains 0.5 and the other loses 0.25; of two products the brand and
/// the attribute values in which they differ gain 0.3 and lose 0.15. The next question is the pair whose answer tells most, as in paired comparisons by
/// Bradley and Terry: p(1-p) for p = 1 / (1 + e^(-3(a-b))), the largest where both are liked alike, times how little was asked about the two. Equal ones by a hash of the ids.
/// </summary>
public static class ChoiceRules
{
    /// <summary>Choices of a person that are kept: a new one takes the place of the oldest.</summary>
    public const int Slots = 18;

    private const string Prefix = DeclaredNames.Taste + "choice:";
    private const string Pair = "of";
    private const double Won = 0.5, Lost = -0.25, WonFeature = 0.3, LostFeature = -0.15, Steepness = 3;
    private const int MostSubjects = 24;
    private const int MostFeatures = 4;

    private static readonly string[] Kinds = [ChoiceSubject.Category, ChoiceSubject.Brand, ChoiceSubject.Product];

    /// <summary>The trait of a slot.</summary>
    public static string TraitOf(int slot) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{slot:00}");

    /// <summary>The choices that a profile keeps.</summary>
    public static IReadOnlyList<MadeChoice> Made(Profile profile)
    {
        List<MadeChoice> made = [];
        for (int slot = 0; slot < Slots; slot++)
            if (profile.Traits.TryGetValue(TraitOf(slot), out Trait? trait) && trait.Value.ValueKind is JsonValueKind.Array && trait.Value.GetArrayLength() > 0
                && trait.Value[0].ValueKind is JsonValueKind.Object && trait.Value[0].TryGetProperty(Pair, out JsonElement pair) && pair.ValueKind is JsonValueKind.Array && pair.GetArrayLength() == 2
                && Subject(pair[0]) is { } chosen && Subject(pair[1]) is { } other)
                made.Add(new MadeChoice(slot, chosen, other, trait.At));
        return made;
    }

    /// <summary>The next question; null for a shop that has nothing to choose between.</summary>
    /// <param name="profile">The person.</param>
    /// <param name="catalog">Products.</param>
    /// <param name="offer">What they let people choose from.</param>
    public static ChoiceQuestion? Next(Profile profile, CatalogSnapshot catalog, PreferenceOffer offer)
    {
        IReadOnlyList<MadeChoice> made = Made(profile);
        int slot = Enumerable.Range(0, Slots).FirstOrDefault(one => made.All(choice => choice.Slot != one), -1);
        if (slot < 0) slot = made.OrderBy(choice => choice.At).ThenBy(choice => choice.Slot).First().Slot;
        for (int turn = 0; turn < Kinds.Length; turn++)
            if (Best(profile.Key, made, Subjects(Kinds[(made.Count + turn) % Kinds.Length], profile, catalog, offer)) is var (a, b)) return new ChoiceQuestion(slot, a, b);
        return null;
    }

    /// <summary>What a choice says for and against products; none where the two do not differ.</summary>
    public static ImmutableArray<TasteWeight> Weights(ChoiceSubject chosen, ChoiceSubject other, CatalogSnapshot catalog)
    {
        if (chosen.Kind != ChoiceSubject.Product) return [.. new[] { TasteWeight.Parse(chosen.ToString(), Won), TasteWeight.Parse(other.ToString(), Lost) }.OfType<TasteWeight>()];
        string[] won = Features(catalog.Products.GetValueOrDefault(chosen.Id)), lost = Features(catalog.Products.GetValueOrDefault(other.Id));
        return
        [
            .. won.Except(lost).Take(MostFeatures).Select(one => TasteWeight.Parse(one, WonFeature)).OfType<TasteWeight>(),
            .. lost.Except(won).Take(MostFeatures).Select(one => TasteWeight.Parse(one, LostFeature)).OfType<TasteWeight>(),
        ];
    }

    /// <summary>The value of the trait that keeps a choice.</summary>
    /// <param name="said">The chosen one's name.</param>
    /// <param name="chosen">What was liked better.</param>
    /// <param name="other">What was not.</param>
    /// <param name="catalog">Products.</param>
    public static JsonElement Value(string said, ChoiceSubject chosen, ChoiceSubject other, CatalogSnapshot catalog)
    {
        System.Text.Json.Nodes.JsonArray statements = System.Text.Json.Nodes.JsonNode.Parse(TasteStatement.Bytes([new TasteStatement(said, Weights(chosen, other, catalog))]).Span)!.AsArray();
        statements[0]![Pair] = new System.Text.Json.Nodes.JsonArray(chosen.ToString(), other.ToString());
        return JsonElement.Parse(statements.ToJsonString());
    }

    /// <summary>True for what the shop has.</summary>
    public static bool Exists(ChoiceSubject subject, CatalogSnapshot catalog, PreferenceOffer offer) => subject.Kind switch
    {
        ChoiceSubject.Category => offer.Categories.Contains(subject.Id),
        ChoiceSubject.Brand => offer.Brands.Contains(subject.Id),
        _ => catalog.Products.ContainsKey(subject.Id),
    };

    private static ChoiceSubject? Subject(JsonElement form) => form.ValueKind is JsonValueKind.String ? ChoiceSubject.Parse(form.GetString()!) : null;

    private static (ChoiceSubject A, ChoiceSubject B)? Best(PersonKey person, IReadOnlyList<MadeChoice> made, IReadOnlyList<ChoiceSubject> subjects)
    {
        Dictionary<ChoiceSubject, (double Taste, int Asked)> known = subjects.ToDictionary(one => one, one => (
            made.Sum(choice => choice.Chosen == one ? Won : choice.Other == one ? Lost : 0), made.Count(choice => choice.Chosen == one || choice.Other == one)));
        var pairs = from a in subjects from b in subjects where string.CompareOrdinal(a.ToString(), b.ToString()) < 0 && !made.Any(choice => (choice.Chosen == a && choice.Other == b) || (choice.Chosen == b && choice.Other == a)) select (a, b);
        (ChoiceSubject A, ChoiceSubject B)? best = null;
        (double Tells, ulong Hash) highest = (-1, 0);
        foreach ((ChoiceSubject a, ChoiceSubject b) in pairs)
        {
            double p = 1 / (1 + Math.Exp(-Steepness * (known[a].Taste - known[b].Taste)));
            (double Tells, ulong Hash) tells = (Math.Round(p * (1 - p) * ((1.0 / (1 + known[a].Asked)) + (1.0 / (1 + known[b].Asked))), 9), StableHash.Of($"{person}\n{a}\n{b}"));
            if (tells.CompareTo(highest) > 0) (best, highest) = ((a, b), tells);
        }
        return best;
    }

    private static IReadOnlyList<ChoiceSubject> Subjects(string kind, Profile profile, CatalogSnapshot catalog, PreferenceOffer offer)
    {
        if (kind == ChoiceSubject.Brand) return [.. offer.Brands.Take(MostSubjects).Select(brand => new ChoiceSubject(kind, brand))];
        if (kind == ChoiceSubject.Category) return [.. offer.Categories.Where(name => !name.Contains(" / ", StringComparison.Ordinal)).Take(MostSubjects).Select(name => new ChoiceSubject(kind, name))];
        // Of one category, so that what differs is taste; which category, a hash of the person says.
        int round = Made(profile).Count;
        if (offer.Ranges.IsEmpty) return [];
        string category = offer.Ranges.Keys.MinBy(name => (StableHash.Of($"{profile.Key}\n{round}\n{name}"), name))!;
        return
        [
            .. offer.Ranges[category].Where(catalog.Products.ContainsKey).OrderBy(one => StableHash.Of($"{profile.Key}\n{one}"))
                .DistinctBy(one => string.Join('\n', Features(catalog.Products[one]))).Take(MostSubjects).Select(one => new ChoiceSubject(kind, one)),
        ];
    }

    private static string[] Features(Product? product) => product is null ? [] :
    [
        .. product.Brand is { } brand ? ["brand:" + brand] : Array.Empty<string>(),
        .. (product.Attributes ?? new Dictionary<string, string>()).Where(one => one.Key is not ("size" or "sizes" or Product.KindAttribute) && !one.Value.AsSpan().ContainsAny(";|"))
            .OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"attribute:{one.Key}:{one.Value}"),
    ];
}

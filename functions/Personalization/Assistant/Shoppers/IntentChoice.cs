namespace Personalization.Assistant.Shoppers;

/// <summary>Which of the things that a question may mean it does mean.</summary>
internal static class IntentChoice
{
    // Of phrases of equal length the more particular one counts, and what must not be overlooked before all.
    private static readonly Dictionary<string, double> Weights = new(StringComparer.Ordinal)
    {
        [Intents.OthersData] = 1.6, [Intents.Discount] = 1.5, [Intents.HandOver] = 1.1, [Intents.OffTopic] = 1.2, [Intents.OrderStatus] = 0.9, [Intents.Returns] = 1.2, [Intents.CartAdd] = 0.8, [Intents.CartInto] = 0.3,
        [Intents.CartRemove] = 0.9, [Intents.CartShow] = 0.7, [Intents.Compare] = 0.9, [Intents.Care] = 0.8, [Intents.Fit] = 0.6, [Intents.Delivery] = 0.7, [Intents.Payment] = 0.6,
        [Intents.Sale] = 0.8, [Intents.GoesWith] = 0.7, [Intents.Similar] = 0.6, [Intents.Gift] = 0.9, [Intents.Bestsellers] = 0.8, [Intents.New] = 0.5, [Intents.AskPrice] = 0.3, [Intents.AskStock] = 0.4,
        [Intents.AskSize] = 0.35, [Intents.AskMaterial] = 0.3, [Intents.AskColor] = 0.3, [Intents.AskBrand] = 0.3, [Intents.AskDetails] = 0.3, [Intents.ForMe] = 0.2, [Intents.Dearest] = 0.5,
        [Intents.Cheapest] = 0.5, [Intents.Cheaper] = 0.55, [Intents.Dearer] = 0.55, [Intents.More] = 0.1, [Intents.Search] = -1.2, [Intents.Greeting] = -3, [Intents.Thanks] = -3, [Intents.Bye] = -2, [Intents.Help] = -0.5,
    };

    // Words in another order are a little less sure.
    private const double Loose = 0.55;

    /// <summary>All meanings, the likeliest first.</summary>
    public static IReadOnlyList<(string Intent, double Score)> Ranked(Question question) => [..
        Meant(question).GroupBy(match => match.Key)
            .Select(same => (Intent: same.Key is Intents.CartInto ? Intents.CartAdd : same.Key, Score: same.Max(match => match.Phrase.Literals - (match.IsLoose ? Loose : 0)) + Weights.GetValueOrDefault(same.Key)))
            .OrderByDescending(one => one.Score).ThenBy(one => one.Intent, StringComparer.Ordinal)];

    // "The cheaper one into the cart": into the cart is what is wanted, and which one is no question.
    private static IEnumerable<PhraseMatch> Meant(Question question) =>
        question.Of("intents").Any(match => match.Key is Intents.CartInto) ? question.Of("intents").Where(match => match.Key is not Intents.Compare) : question.Of("intents");
}

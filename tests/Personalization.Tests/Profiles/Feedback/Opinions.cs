using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Profiles;

namespace Personalization.Tests.Profiles.Feedback;

/// <summary>What somebody is shown and says of it, in few words.</summary>
internal static class Opinions
{
    public const double Day = 24 * 60 * 60;

    private static readonly string Decision = Act.Signer.Create(DecisionId.Of("opinions", Told.Start, "for_you", "home"));

    /// <summary>A list of recommendations, so many seconds after the start.</summary>
    public static ShopEvent Shown(double second, params string[] products) => ShownBy(Decision, second, products);

    public static ShopEvent ShownBy(string decision, double second, params string[] products) => Told.Track(
        $"shown-{second}-{string.Join('-', products)}", second, EventNames.ProductListViewed,
        $$"""{"decision_id":"{{decision}}","products":[{{string.Join(',', products.Select(id => $"{{\"product_id\":\"{id}\"}}"))}}]}""");

    public static ShopEvent Said(string name, string product, double second) =>
        Told.Track($"{name}-{product}-{second}", second, name, $$"""{"product_id":"{{product}}"}""");

    public static DateTimeOffset At(double second) => Told.Start.AddSeconds(second);

    public static Profile Of(params ShopEvent[] events) => Histories.Applied(Histories.User(), events);
}

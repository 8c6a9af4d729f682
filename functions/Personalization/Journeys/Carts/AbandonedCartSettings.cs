using Personalization.Segments.Predictions;

namespace Personalization.Journeys.Carts;

/// <summary>How a shop reminds people of their carts, section <c>Journeys:AbandonedCart</c>.</summary>
public sealed record AbandonedCartSettings
{
    /// <summary>Whether it does.</summary>
    /// <value>Default true; nobody is reminded who has not said yes to marketing.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>How long after the last change of the cart the first reminder goes.</summary>
    /// <value>Default one hour.</value>
    public TimeSpan FirstAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long after the last change the second reminder goes; zero for none.</summary>
    /// <value>Default 25 hours: one more than the day in which nobody gets a second e-mail.</value>
    public TimeSpan SecondAfter { get; set; } = TimeSpan.FromHours(25);

    /// <summary>How long after the last change an incentive goes, to those who get one; zero for none.</summary>
    /// <value>Default three days.</value>
    public TimeSpan IncentiveAfter { get; set; } = TimeSpan.FromHours(72);

    /// <summary>Carts that have not changed for so long are left alone.</summary>
    /// <value>Default seven days.</value>
    public TimeSpan Forget { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a reminder is worth sending, hours.</summary>
    /// <value>Default 24.</value>
    public double ValidForHours { get; set; } = 24;

    /// <summary>Share of people who are never reminded, so that what reminders bring can be told; 0 to 1.</summary>
    /// <value>Default 0.</value>
    public double Holdout { get; set; }

    /// <summary>Where the shop shows the cart; without it messages link to the products.</summary>
    /// <value>None.</value>
    public string CartUrl { get; set; } = "";

    /// <summary>What is given to whom.</summary>
    public IncentiveSettings Incentive { get; set; } = new();

    /// <summary>What is wrong with the settings; nothing when they are right.</summary>
    public IEnumerable<string> Problems()
    {
        if (FirstAfter <= TimeSpan.Zero) yield return "Journeys:AbandonedCart:FirstAfter must be above 0.";
        if (SecondAfter != TimeSpan.Zero && SecondAfter <= FirstAfter) yield return "Journeys:AbandonedCart:SecondAfter must be above FirstAfter, or 0 for none.";
        if (IncentiveAfter != TimeSpan.Zero && (IncentiveAfter <= FirstAfter || IncentiveAfter <= SecondAfter))
            yield return "Journeys:AbandonedCart:IncentiveAfter must be above SecondAfter and FirstAfter, or 0 for none.";
        if (Forget <= FirstAfter || Forget <= SecondAfter || Forget <= IncentiveAfter) yield return "Journeys:AbandonedCart:Forget must be above the other times.";
        if (ValidForHours is not (> 0 and <= 720)) yield return "Journeys:AbandonedCart:ValidForHours must be above 0 and at most 720.";
        if (Holdout is not (>= 0 and <= 1)) yield return "Journeys:AbandonedCart:Holdout must be 0 to 1.";
        if (CartUrl.Length > 0 && !Uri.TryCreate(CartUrl, UriKind.Absolute, out _)) yield return "Journeys:AbandonedCart:CartUrl must be an absolute URL.";
        foreach (string problem in Incentive.Problems()) yield return problem;
    }
}

/// <summary>Who gets something for coming back, and how much, section <c>Journeys:AbandonedCart:Incentive</c>.</summary>
public sealed record IncentiveSettings
{
    /// <summary>What is taken off, percent; 0 for nothing.</summary>
    /// <value>Default 10.</value>
    public double Percent { get; set; } = 10;

    /// <summary>The most that is given away in a calendar month (UTC), in the currency of the carts, each currency apart.</summary>
    /// <value>Default 0: nothing, until the shop says how much.</value>
    public decimal MonthlyBudget { get; set; }

    /// <summary>What the cart must be worth, in its currency.</summary>
    /// <value>Default 50.</value>
    public decimal MinimumValue { get; set; } = 50;

    /// <summary>How likely the person must be to buy with a discount, see <see cref="DiscountAffinity"/>; 0 to 1.</summary>
    /// <value>Default 0.3.</value>
    public double MinimumAffinity { get; set; } = 0.3;

    /// <summary>Share of people who never get one, so that what incentives bring can be told; 0 to 1.</summary>
    /// <value>Default 0.1.</value>
    public double Holdout { get; set; } = 0.1;

    /// <summary>A person gets one at most so often: those who learn to wait for it learn to wait long.</summary>
    /// <value>Default 60 days.</value>
    public TimeSpan Every { get; set; } = TimeSpan.FromDays(60);

    /// <summary>
    /// A ladder: other percentages for people who are worth more. The highest step that the person reaches counts; whoever reaches none, or of whom
    /// nothing can be said yet, gets <see cref="Percent"/>.
    /// </summary>
    /// <value>Default none: the same for all.</value>
    public List<IncentiveStep> Steps { get; } = [];

    /// <summary>The settings for somebody of whom so much is expected.</summary>
    /// <param name="expected">What is expected of the person.</param>
    /// <param name="currency">The cart's currency: values in another one say nothing.</param>
    public IncentiveSettings For(PersonPredictions expected, string? currency) =>
        expected.LifetimeValue is { } value && expected.Currency == currency
        && Steps.Where(step => (double)step.LifetimeValue <= value).MaxBy(step => step.LifetimeValue) is { } reached
            ? this with { Percent = reached.Percent }
            : this;

    internal IEnumerable<string> Problems()
    {
        if (Steps.Any(step => step is { LifetimeValue: < 0 } or { Percent: not (>= 0 and <= 100) })) yield return "Journeys:AbandonedCart:Incentive:Steps must have a LifetimeValue not below 0 and a Percent of 0 to 100.";
        if (Percent is not (>= 0 and <= 100)) yield return "Journeys:AbandonedCart:Incentive:Percent must be 0 to 100.";
        if (MonthlyBudget < 0) yield return "Journeys:AbandonedCart:Incentive:MonthlyBudget must not be below 0.";
        if (MinimumValue < 0) yield return "Journeys:AbandonedCart:Incentive:MinimumValue must not be below 0.";
        if (MinimumAffinity is not (>= 0 and <= 1)) yield return "Journeys:AbandonedCart:Incentive:MinimumAffinity must be 0 to 1.";
        if (Holdout is not (>= 0 and <= 1)) yield return "Journeys:AbandonedCart:Incentive:Holdout must be 0 to 1.";
        if (Every < TimeSpan.Zero) yield return "Journeys:AbandonedCart:Incentive:Every must not be below 0.";
    }
}

/// <summary>A step of the ladder of incentives.</summary>
public sealed record IncentiveStep
{
    /// <summary>What is expected of the person's further orders at least, in the cart's currency, see <see cref="PersonPredictions.LifetimeValue"/>.</summary>
    public decimal LifetimeValue { get; set; }

    /// <summary>What is taken off, percent; 0 for nothing.</summary>
    public double Percent { get; set; }
}

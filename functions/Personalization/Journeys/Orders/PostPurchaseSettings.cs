namespace Personalization.Journeys.Orders;

/// <summary>What a shop says to people after they have bought, section <c>Journeys:PostPurchase</c>. Zero, or an empty text, leaves a step out.</summary>
public sealed record PostPurchaseSettings
{
    /// <summary>Whether it says anything.</summary>
    /// <value>Default true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether it says thank you.</summary>
    /// <value>Default true.</value>
    public bool ThankYou { get; set; } = true;

    /// <summary>What the warehouse is told by webhook to put into the parcel, such as <c>thank-you-card</c>.</summary>
    /// <value>None.</value>
    public string Insert { get; set; } = "";

    /// <summary>Whether people are told how to look after what they have bought, when it has arrived.</summary>
    /// <value>Default true.</value>
    public bool Care { get; set; } = true;

    /// <summary>Whether people are told when the shop says that their order comes late.</summary>
    /// <value>Default true.</value>
    public bool Delay { get; set; } = true;

    /// <summary>Whether they are told too when the promised day has passed and nobody has said that it arrived: for shops that send <c>Order Delivered</c>.</summary>
    /// <value>Default false.</value>
    public bool MissedDay { get; set; }

    /// <summary>How long after the purchase a parcel counts as arrived when nobody says so.</summary>
    /// <value>Default ten days.</value>
    public TimeSpan PresumedArrival { get; set; } = TimeSpan.FromDays(10);

    /// <summary>How long after the arrival people are asked how they like it.</summary>
    /// <value>Default 14 days.</value>
    public TimeSpan ReviewAfter { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long after the arrival people are shown what goes with it.</summary>
    /// <value>Default 21 days.</value>
    public TimeSpan AccessoryAfter { get; set; } = TimeSpan.FromDays(21);

    /// <summary>Whether people are reminded of what they will need again.</summary>
    /// <value>Default true.</value>
    public bool Replenish { get; set; } = true;

    /// <summary>How long before they will need it.</summary>
    /// <value>Default three days.</value>
    public TimeSpan ReplenishLead { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Orders that are older when they become known are left alone.</summary>
    /// <value>Default three days.</value>
    public TimeSpan Forget { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Share of people who get no marketing after a purchase, so that what it brings can be told; 0 to 1.</summary>
    /// <value>Default 0.</value>
    public double Holdout { get; set; }

    /// <summary>What is wrong with the settings; nothing when they are right.</summary>
    public IEnumerable<string> Problems()
    {
        if (PresumedArrival <= TimeSpan.Zero) yield return "Journeys:PostPurchase:PresumedArrival must be above 0.";
        if (ReviewAfter < TimeSpan.Zero) yield return "Journeys:PostPurchase:ReviewAfter must not be below 0.";
        if (AccessoryAfter < TimeSpan.Zero) yield return "Journeys:PostPurchase:AccessoryAfter must not be below 0.";
        if (ReplenishLead < TimeSpan.Zero) yield return "Journeys:PostPurchase:ReplenishLead must not be below 0.";
        if (Forget <= TimeSpan.Zero) yield return "Journeys:PostPurchase:Forget must be above 0.";
        if (Holdout is not (>= 0 and <= 1)) yield return "Journeys:PostPurchase:Holdout must be 0 to 1.";
    }
}

namespace Personalization.Journeys;

/// <summary>Why journeys end. Codes are stored and shown.</summary>
public static class JourneyEnds
{
    /// <summary>All its steps are done.</summary>
    public const string Done = "done";

    /// <summary>The person has bought.</summary>
    public const string Bought = "bought";

    /// <summary>Nothing is left in the cart.</summary>
    public const string Emptied = "emptied";

    /// <summary>The person has unsubscribed.</summary>
    public const string OptedOut = "opted-out";

    /// <summary>There is no address, or no consent, on any channel that the shop has.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>Nothing of what it is about can be had any more.</summary>
    public const string SoldOut = "sold-out";

    /// <summary>Another profile has taken in the person's; its own journey goes on.</summary>
    public const string Merged = "merged";

    /// <summary>The person is among those who get none of it.</summary>
    public const string HeldOut = "held-out";

    /// <summary>The shop has switched it off.</summary>
    public const string SwitchedOff = "switched-off";

    /// <summary>The order was cancelled, or money was paid back.</summary>
    public const string Returned = "returned";

    /// <summary>It is too long ago to be written about.</summary>
    public const string TooOld = "too-old";

    /// <summary>The cart has changed since the message was made.</summary>
    public const string Changed = "changed";

    /// <summary>The profile tells nothing of its subject, or no longer.</summary>
    public const string Unknown = "unknown";
}

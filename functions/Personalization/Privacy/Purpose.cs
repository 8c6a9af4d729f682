namespace Personalization.Privacy;

/// <summary>What data about somebody is used for. Each needs a consent of its own; none is given unless somebody gave it. Numbers are storage format.</summary>
public enum Purpose
{
    /// <summary>Counting what happens in the shop.</summary>
    Analytics = 1,

    /// <summary>Fitting the shop's own pages to the person.</summary>
    Personalization = 2,

    /// <summary>Messages and offers that want to sell.</summary>
    Marketing = 3,

    /// <summary>Advertising elsewhere.</summary>
    Advertising = 4,

    /// <summary>Giving data to others, or matching it with theirs.</summary>
    Sharing = 5,
}

/// <summary>A purpose as a type, so that what is allowed for one cannot be used for another.</summary>
public interface IPurpose
{
    /// <summary>The purpose.</summary>
    static abstract Purpose Purpose { get; }
}

/// <inheritdoc cref="Purpose.Analytics"/>
public sealed class ForAnalytics : IPurpose
{
    private ForAnalytics() { }

    /// <inheritdoc/>
    public static Purpose Purpose => Purpose.Analytics;
}

/// <inheritdoc cref="Purpose.Personalization"/>
public sealed class ForPersonalization : IPurpose
{
    private ForPersonalization() { }

    /// <inheritdoc/>
    public static Purpose Purpose => Purpose.Personalization;
}

/// <inheritdoc cref="Purpose.Marketing"/>
public sealed class ForMarketing : IPurpose
{
    private ForMarketing() { }

    /// <inheritdoc/>
    public static Purpose Purpose => Purpose.Marketing;
}

/// <inheritdoc cref="Purpose.Advertising"/>
public sealed class ForAdvertising : IPurpose
{
    private ForAdvertising() { }

    /// <inheritdoc/>
    public static Purpose Purpose => Purpose.Advertising;
}

/// <inheritdoc cref="Purpose.Sharing"/>
public sealed class ForSharing : IPurpose
{
    private ForSharing() { }

    /// <inheritdoc/>
    public static Purpose Purpose => Purpose.Sharing;
}

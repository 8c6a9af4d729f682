namespace Personalization.Functions.Messages;

/// <summary>
/// Settings <c>Messages:Policy</c>. A list that is given stands in place of the one that comes with the suite; one with a single line whose
/// <c>Off</c> is true is empty.
/// </summary>
public sealed class PolicyOptions
{
    /// <summary>Most marketing messages a person gets, <c>Messages:Policy:Caps:0:Most</c> and so on.</summary>
    /// <value>Default: 1 a day and 3 a week by e-mail, by SMS and by push each, 2 a day and 6 a week by all together.</value>
    public IList<CapOptions> Caps { get; } = [];

    /// <summary>When nothing is sent, <c>Messages:Policy:QuietHours:0:From</c> and so on; all that fit a recipient apply.</summary>
    /// <value>Default: 21:00 to 08:00; SMS in France not before 10:00, not from 20:00 on, and not on Sundays.</value>
    public IList<QuietOptions> QuietHours { get; } = [];

    /// <summary>Hours that a message waits for the hour at which its reader opens messages, 0 to 168.</summary>
    /// <value>Default 24.</value>
    public double BestHourPatienceHours { get; set; } = 24;

    /// <summary>Days that a message waits at all, up to 30.</summary>
    /// <value>Default 30.</value>
    public double LongestWaitDays { get; set; } = 30;
}

/// <summary>A cap: so many in so many hours.</summary>
public sealed class CapOptions
{
    /// <summary>How many, 0 to 1000.</summary>
    public int? Most { get; set; }

    /// <summary>In how many hours, up to 744: 24 for a day, 168 for a week.</summary>
    public double Hours { get; set; }

    /// <summary>email, sms, push, webhook or inbox; empty for all together.</summary>
    public string Channel { get; set; } = "";

    /// <summary>Whether this line only says that there are no caps.</summary>
    public bool Off { get; set; }
}

/// <summary>Quiet hours of the recipient's own clock.</summary>
public sealed class QuietOptions
{
    /// <summary>First moment, such as 21:00.</summary>
    public string From { get; set; } = "";

    /// <summary>First moment after, such as 08:00; equal to <see cref="From"/> the whole day is quiet.</summary>
    public string Until { get; set; } = "";

    /// <summary>ISO 3166 code of the country it is for; empty for all.</summary>
    public string Country { get; set; } = "";

    /// <summary>The channel it is for; empty for all.</summary>
    public string Channel { get; set; } = "";

    /// <summary>Days on which it begins, such as <c>Saturday,Sunday</c>; empty for all.</summary>
    public string Days { get; set; } = "";

    /// <summary>Whether messages wait for it that are no marketing.</summary>
    public bool Transactional { get; set; }

    /// <summary>Whether this line only says that there are no quiet hours.</summary>
    public bool Off { get; set; }
}

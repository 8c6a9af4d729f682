using Microsoft.Extensions.Options;

namespace Personalization.Functions.Privacy;

/// <summary>
/// How long data about people is kept, section <c>Privacy:Retention</c>, in days; 0 keeps it for ever. Some shops must keep little and others want
/// to go on where a customer stopped years ago: each sets it for itself.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>Events as they came in.</summary>
    /// <value>Default 0, for ever: models are built anew from them.</value>
    public int EventDays { get; set; }

    /// <summary>Whether older events stay without the people, so that counts and sales made anew come to the same; else their files are deleted.</summary>
    /// <value>Default true.</value>
    public bool KeepEventsWithoutPeople { get; set; } = true;

    /// <summary>Profiles of devices that nobody has signed in on, after the last event.</summary>
    /// <value>Default 395.</value>
    public int AnonymousProfileDays { get; set; } = 395;

    /// <summary>Profiles of known people, after the last event.</summary>
    /// <value>Default 0, for ever.</value>
    public int KnownProfileDays { get; set; }

    /// <summary>Messages as they went, and what became of them.</summary>
    /// <value>Default 400.</value>
    public int MessageDays { get; set; } = 400;

    /// <summary>Who waits for which product.</summary>
    /// <value>Default 180.</value>
    public int WatcherDays { get; set; } = 180;

    /// <summary>Exports for people.</summary>
    /// <value>Default 7.</value>
    public int ExportDays { get; set; } = 7;

    /// <summary>Uploaded files whose import has ended.</summary>
    /// <value>Default 30.</value>
    public int UploadDays { get; set; } = 30;
}

/// <summary>Refuses to start with settings that cannot be meant.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    // What is younger may still be worked on.
    private const int FewestMessageDays = 32;

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        List<string> wrong = [];
        int[] all = [options.EventDays, options.AnonymousProfileDays, options.KnownProfileDays, options.MessageDays, options.WatcherDays, options.ExportDays, options.UploadDays];
        if (all.Any(days => days is < 0 or > 36_500)) wrong.Add("Privacy:Retention: days are 0 (for ever) to 36500.");
        if (options.MessageDays is > 0 and < FewestMessageDays) wrong.Add($"Privacy:Retention:MessageDays must be 0 or at least {FewestMessageDays}: younger messages may still wait, and count for how often people are written to.");
        if (options.EventDays == 1) wrong.Add("Privacy:Retention:EventDays must be 0 or at least 2: the day before is still counted.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

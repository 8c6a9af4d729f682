using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function by a schedule, in UTC.</summary>
/// <param name="schedule">An NCRONTAB expression (<c>second minute hour day month day-of-week</c>, or five fields without seconds), a time span such as
/// <c>00:05:00</c>, or <c>%Setting%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>The schedule as written, settings not yet resolved.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether the schedule is stored, so that an occurrence missed while nothing ran is made up for. Has no effect on schedules under a minute.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs whenever the host starts.</summary>
    public bool RunOnStartup { get; set; }
}

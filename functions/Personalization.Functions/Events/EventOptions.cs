using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalization.Functions.Events;

/// <summary>Settings of event capture, section <c>Events</c>.</summary>
public sealed class EventOptions
{
    /// <summary>Keys that senders show, by the name of the source they stand for. Without any, nothing is captured.</summary>
    public Dictionary<string, string> WriteKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages that may wait before capture answers 429. Azurite slows down with every message that waits: keep it at 400 there.</summary>
    /// <value>Default 20,000.</value>
    [Range(1, 10_000_000)]
    public int MaxQueuedMessages { get; set; } = 20_000;
}

/// <summary>Checks the settings by generated code: the reflecting validation costs a cold start.</summary>
[OptionsValidator]
internal sealed partial class EventOptionsValidator : IValidateOptions<EventOptions>;

namespace Personalization.LocalHost.Durable;

/// <summary>What has become of a message.</summary>
internal enum Delivery
{
    /// <summary>It is in the instance's history, or was before.</summary>
    Taken,

    /// <summary>The instance has ended.</summary>
    Ended,

    /// <summary>There is no such instance.</summary>
    NoInstance,
}

/// <summary>Something for one instance. It is not stored: it counts when the step that takes it is.</summary>
/// <param name="Event">What arrives; null only wakes the instance.</param>
internal sealed record InstanceMessage(HistoryEvent? Event)
{
    /// <summary>The turn that it is for; null: whichever runs.</summary>
    public int? Generation { get; init; }

    /// <inheritdoc cref="OutgoingMessage.Origin"/>
    public Origin? Origin { get; init; }

    /// <summary>Whether the instance is another than the one seen last.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether failures of the store go to who sent it, instead of a later try.</summary>
    public bool FailsFast { get; init; }

    public TaskCompletionSource<Delivery> Delivered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

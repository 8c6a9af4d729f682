using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Triggers;

/// <summary>The right to a queue message while it is hidden. Every renewal gives a new pop receipt, and only the newest one can settle the message.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for owns nothing.")]
internal sealed class MessageLease(QueueClient queue, string messageId, string popReceipt, TimeSpan length, TimeProvider clock)
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>The newest pop receipt.</summary>
    public string PopReceipt { get; private set; } = popReceipt;

    public string MessageId => messageId;

    /// <summary>When the message shows again unless it is renewed or settled.</summary>
    public DateTimeOffset Until { get; private set; } = clock.GetUtcNow() + length;

    /// <summary>Whether the message has been deleted or given back.</summary>
    public bool IsSettled { get; private set; }

    /// <exception cref="RequestFailedException">The message is no longer this holder's, see <see cref="IsLost"/>.</exception>
    public Task RenewAsync(CancellationToken cancellationToken) =>
        AloneAsync(() => IsSettled ? Task.CompletedTask : UpdateAsync(length, null, cancellationToken), cancellationToken);

    /// <summary>Gives the message back, to be seen again after the given time. A text replaces the message's own.</summary>
    /// <exception cref="RequestFailedException">The message is no longer this holder's, see <see cref="IsLost"/>.</exception>
    public Task ReleaseAsync(TimeSpan visibility, string? text, CancellationToken cancellationToken) =>
        AloneAsync(() => SettleAsync(UpdateAsync(visibility, text, cancellationToken)), cancellationToken);

    /// <exception cref="RequestFailedException">The message is no longer this holder's, see <see cref="IsLost"/>.</exception>
    public Task DeleteAsync(CancellationToken cancellationToken) =>
        AloneAsync(() => SettleAsync(queue.DeleteMessageAsync(messageId, PopReceipt, cancellationToken)), cancellationToken);

    /// <summary>Does the work while renewing at half of the lease, no longer than the limit.</summary>
    public async Task<T> KeepWhileAsync<T>(Func<Task<T>> work, TimeSpan limit, ILogger logger)
    {
        using CancellationTokenSource done = new();
        Task keeping = KeepAsync(clock.GetUtcNow() + limit, logger, done.Token);
        try
        {
            return await work();
        }
        finally
        {
            await done.CancelAsync();
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether the error says that the message is gone or has been taken by another.</summary>
    public static bool IsLost(RequestFailedException error) =>
        error.ErrorCode == QueueErrorCode.MessageNotFound || error.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    private async Task KeepAsync(DateTimeOffset limit, ILogger logger, CancellationToken done)
    {
        while (true)
        {
            await Task.Delay(length / 2, clock, done);
            if (IsSettled || clock.GetUtcNow() > limit) return;
            try
            {
                // A renewal that has been sent is waited for: its receipt is the one that settles the message.
                await RenewAsync(CancellationToken.None);
            }
            catch (RequestFailedException error) when (IsLost(error))
            {
                logger.MessageLost(queue.Name, messageId);
                return;
            }
            catch (Exception error) when (error is RequestFailedException or AggregateException)
            {
                logger.RenewalFailed(error, queue.Name, messageId);
            }
        }
    }

    private async Task UpdateAsync(TimeSpan visibility, string? text, CancellationToken cancellationToken)
    {
        UpdateReceipt receipt = await queue.UpdateMessageAsync(messageId, PopReceipt, text, visibility, cancellationToken);
        PopReceipt = receipt.PopReceipt;
        Until = clock.GetUtcNow() + visibility;
    }

    private async Task SettleAsync(Task settling)
    {
        await settling;
        IsSettled = true;
    }

    /// <summary>One call at a time: a renewal under way changes the receipt that a settlement needs.</summary>
    private async Task AloneAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await call();
        }
        finally
        {
            gate.Release();
        }
    }
}

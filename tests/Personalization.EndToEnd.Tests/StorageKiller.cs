using System.Security.Cryptography;
using System.Text;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>
/// Kills the app at one of its requests to storage, so many after its start, chosen by a hash: before the request arrives there, or after, when the
/// app does not get the answer any more.
/// </summary>
internal sealed class StorageKiller : IStorageWitness
{
    private const int Most = 400;

    private TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left = int.MaxValue;
    private bool answered;
    private volatile bool dead;

    /// <summary>Ends when the app is to be killed; until then let its requests pass.</summary>
    public Task AimAsync(int number)
    {
        byte[] chance = SHA256.HashData(Encoding.UTF8.GetBytes($"kill {number}"));
        reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (answered, dead) = ((chance[0] & 1) == 1, false);
        Volatile.Write(ref left, 1 + BitConverter.ToUInt16(chance, 1) % Most);
        return reached.Task;
    }

    /// <summary>Lets everything pass.</summary>
    public void Rest()
    {
        Volatile.Write(ref left, int.MaxValue);
        dead = false;
    }

    public ValueTask<bool> AskedAsync(StorageRequest request) => PassAsync(answer: false);

    public ValueTask<bool> AnsweredAsync(StorageRequest request) => PassAsync(answer: true);

    private ValueTask<bool> PassAsync(bool answer)
    {
        if (answer == answered && Volatile.Read(ref left) != int.MaxValue && Interlocked.Decrement(ref left) <= 0)
        {
            dead = true;
            reached.TrySetResult();
        }
        return ValueTask.FromResult(!dead);
    }
}

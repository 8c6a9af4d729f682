using Personalization.Functions.Jobs;

namespace Personalization.Functions.Tests.Jobs;

public sealed class OneBehindTests : IDisposable
{
    private readonly OneBehind turns = new();
    private readonly TaskCompletionSource open = new();
    private int begun;

    [Fact]
    public async Task Run_ManyWhileOneRuns_OneMoreRunsAfterIt()
    {
        Task first = RunAsync(), second = RunAsync();
        Task[] more = [RunAsync(), RunAsync()];

        Assert.All(more, task => Assert.True(task.IsCompletedSuccessfully)); // They have left it to the second.
        Assert.Equal(1, begun);
        open.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(2, begun);
    }

    [Fact]
    public async Task Run_TheOneThatWaitsGivesUp_AnotherCanWait()
    {
        using CancellationTokenSource end = new();
        Task first = RunAsync(), second = RunAsync(end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Task third = RunAsync();

        Assert.False(third.IsCompleted);
        open.SetResult();
        await Task.WhenAll(first, third);
        Assert.Equal(2, begun);
    }

    [Fact]
    public async Task Run_AfterAFailure_RunsAgain()
    {
        open.SetResult();
        await Assert.ThrowsAsync<IOException>(() => turns.RunAsync(_ => throw new IOException(), default));

        await RunAsync();

        Assert.Equal(1, begun);
    }

    public void Dispose() => turns.Dispose();

    private Task RunAsync(CancellationToken cancellationToken = default) => turns.RunAsync(
        _ =>
        {
            begun++;
            return open.Task;
        },
        cancellationToken);
}

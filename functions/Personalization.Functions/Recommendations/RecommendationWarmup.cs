using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>
/// Reads what answers are made from, and makes one, while the server starts: the first visitor waits for what is left of it.
/// What a host starts when the app has started, such as its listeners, comes after it and does not take its time.
/// </summary>
internal sealed class RecommendationWarmup(Func<RecommendationSources> sources, TimeProvider time, ILogger<RecommendationWarmup> log)
    : IHostedLifecycleService
{
    // Storage that takes longer is left to the first request.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private Task warming = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        warming = Task.Run(() => WarmAsync(cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await warming.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It goes on beside the rest.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WarmAsync(CancellationToken cancellationToken)
    {
        try
        {
            RecommendationContext context = await sources().ForAsync(null, cancellationToken);
            RecommendationAnswer answer = Recommender.Recommend(new RecommendationRequest("bestsellers", null, 1, true), context);
            AnswerWriter.Write(answer, context.Shelf).Dispose();
        }
#pragma warning disable CA1031 // Nothing is hidden: whatever is wrong, the first request meets it too and says so.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.NotWarm(fault);
        }
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;

namespace Personalization.Functions.Recommendations;

/// <summary>
/// Reads what answers are made from, and makes one, while the server starts: the first visitor waits for what is left of it. It begins when it
/// is made: a host that starts makes its services first, and then looks at settings before it starts them.
/// What a host starts when the app has started, such as its listeners, comes after it and does not take its time.
/// </summary>
internal sealed class RecommendationWarmup : IHostedLifecycleService, IDisposable
{
    // Storage that takes longer is left to the first request.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Func<ShelfKeeper> shelves;
    private readonly Func<RecommendationSources> sources;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly CancellationTokenSource ended = new();
    private readonly Task warming;

    public RecommendationWarmup(Func<ShelfKeeper> shelves, Func<RecommendationSources> sources, TimeProvider time, ILogger<RecommendationWarmup> log)
    {
        (this.shelves, this.sources, this.time, this.log) = (shelves, sources, time, log);
        CancellationToken until = ended.Token;
        warming = Task.Run(() => WarmAsync(until), until);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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

    public Task StopAsync(CancellationToken cancellationToken) => ended.CancelAsync();

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }

    private async Task WarmAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Storage is on its way while the rest is made; the sources then wait for the same shelf.
            Task<Shelf> shelf = Task.Run(() => shelves().CurrentAsync(cancellationToken).AsTask(), cancellationToken);
            RecommendationSources made = sources();
            await shelf;
            RecommendationContext context = await made.ForAsync(null, cancellationToken);
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

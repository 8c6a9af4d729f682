using Personalization.Benchmarks.Serve.Load;

namespace Personalization.Benchmarks.Serve;

/// <summary>Asks each request once: how large the answers are, and how many products they hold.</summary>
internal sealed record Survey(int[] Sizes, double MeanItems)
{
    private const int AtOnce = 4;

    public double MeanBytes => Sizes.Average();

    public static async Task<Survey> TakeAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        int[] sizes = new int[target.Requests];
        long items = 0;
        async Task AskAsync(int first)
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(target.Port, cancellationToken);
            for (int number = first; number < sizes.Length; number += AtOnce)
            {
                sizes[number] = await connection.ExchangeAsync(target.Request(number), cancellationToken);
                Interlocked.Add(ref items, connection.Answer.Count("\"imageUrl\":"u8));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(AskAsync));
        return new Survey(sizes, (double)items / sizes.Length);
    }
}

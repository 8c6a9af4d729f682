using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Personalization.Benchmarks.Assistant;

/// <summary>One answer as it came: until its first words, until its first sentence, until its end, and its length.</summary>
internal readonly record struct StreamTimes(double FirstMilliseconds, double SentenceMilliseconds, double EndMilliseconds, int Characters);

/// <summary>Asks many times at once, and reads each answer to its end as it comes.</summary>
internal sealed class StreamClient(HttpClient http, Uri address, int sentence, Func<int, string> bodyOf)
{
    public async Task<StreamTimes[]> RunAsync(int streams, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(0, streams).Select(number => OneAsync(number, cancellationToken)));

    private async Task<StreamTimes> OneAsync(int number, CancellationToken cancellationToken)
    {
        await Task.Yield();
        long start = Stopwatch.GetTimestamp();
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new StringContent(bodyOf(number), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")) };
        using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using StreamReader lines = new(await answer.Content.ReadAsStreamAsync(cancellationToken));
        double first = 0, whole = 0;
        int characters = 0;
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal) || LengthOf(line[6..]) is not (> 0 and var length)) continue;
            if (characters == 0) first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            characters += length;
            if (whole == 0 && characters >= sentence) whole = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return new StreamTimes(first, whole, Stopwatch.GetElapsedTime(start).TotalMilliseconds, characters);
    }

    private static int LengthOf(string chunk)
    {
        JsonElement choices = JsonElement.Parse(chunk).GetProperty("choices");
        return choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty("content", out JsonElement content) ? content.GetString()!.Length : 0;
    }
}

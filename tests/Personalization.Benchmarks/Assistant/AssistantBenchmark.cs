using System.Globalization;
using Personalization.Testing;

namespace Personalization.Benchmarks.Assistant;

/// <summary>Many answers at once through the app, in turns with a client that asks the same scripted model itself.</summary>
internal sealed class AssistantBenchmark(Options options, CancellationToken cancellationToken)
{
    private const int Rounds = 3, Sentences = 8;
    private const double SentenceBudget = 4, RateBudget = 0.5, ThreadShare = 0.1;

    // About as fast as models write.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);
    private static readonly string[] Sentence = ["What ", "are ", "you ", "looking ", "for ", "today? "];

    private readonly List<StreamTimes[]> direct = [], app = [];
    private int threads;

    public static async Task<Report> RunAsync(Options options)
    {
        using CancellationTokenSource end = new(TimeSpan.FromMinutes(10));
        return await new AssistantBenchmark(options, end.Token).RunAsync();
    }

    private async Task<Report> RunAsync()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using ScriptedModel model = await ScriptedModel.StartAsync();
        model.Otherwise = _ => ModelReply.Says([.. Enumerable.Repeat(Sentence, Sentences).SelectMany(one => one)]).Using(500, Sentence.Length * Sentences) with { Pause = Pause };
        await using AppProcess shop = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Assistant__ModelUrl"] = model.Address.ToString(), ["Assistant__Model"] = "scripted", ["Assistant__ModelKey"] = "k", ["Assistant__QuestionsPerMinute"] = "1000000", ["Assistant__TokensPerAddress"] = "1000000000", ["Assistant__TokensPerDay"] = "1000000000", ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production",
        });
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        StreamClient itself = new(http, new Uri(model.Address + "/chat/completions"), SentenceLength, _ => """{"model":"scripted","stream":true,"messages":[{"role":"user","content":"Hello"}]}""");
        int round = 0;
        StreamClient through = new(http, new Uri(shop.Address, "/v1/assistant/chat"), SentenceLength, number => string.Create(CultureInfo.InvariantCulture, $$"""{"message":"Hello","stream":true,"anonymousId":"visitor-{{round}}-{{number}}"}"""));
        for (; round <= Rounds; round++)
        {
            StreamTimes[] one = await itself.RunAsync(options.Streams, cancellationToken);
            StreamTimes[] other = await CountedAsync(shop.ProcessId, through.RunAsync(options.Streams, cancellationToken));
            if (round == 0) continue;
            direct.Add(one);
            app.Add(other);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"round {round} of {Rounds}: first words after {First(one):0} ms directly, {First(other):0} ms through the app"));
        }
        return Report(shop.ProcessId);
    }

    // The most threads that the app has while it answers.
    private async Task<StreamTimes[]> CountedAsync(int process, Task<StreamTimes[]> answers)
    {
        while (!answers.IsCompleted)
        {
            threads = Math.Max(threads, ProcessMemory.Threads(process));
            await Task.WhenAny(answers, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken));
        }
        return await answers;
    }

    private Report Report(int process)
    {
        double sentenceRatio = Ratio(FirstSentence), rateRatio = Ratio(Rate);
        return new Report("assistant",
            [
                new("streams", $"{options.Streams} answers at once, each of {Sentences * Sentence.Length} tokens with {Pause.TotalMilliseconds:0} ms before each",
                [
                    new("directFirstMs", "the model itself: time to the first words, median", Median(direct, First), "ms"),
                    new("firstMs", "through the app: time to the first words, median (a sentence is checked before it is sent)", Median(app, First), "ms"),
                    new("firstRatio", "ratio of these, median of the rounds", Ratio(First)),
                    new("directSentenceMs", "the model itself: time to the first whole sentence, median", Median(direct, FirstSentence), "ms"),
                    new("sentenceMs", "through the app: the same", Median(app, FirstSentence), "ms"),
                    new("directP99FirstMs", "the model itself: time to the first words, p99", Median(direct, P99First), "ms"),
                    new("p99FirstMs", "through the app: time to the first words, p99", Median(app, P99First), "ms"),
                    new("directTokensPerSecond", "the model itself: tokens of all together", Median(direct, Rate), "/s"),
                    new("tokensPerSecond", "through the app: tokens of all together", Median(app, Rate), "/s"),
                    new("wholeAnswers", "answers that came whole, of all", app.Sum(all => all.Count(one => one.Characters == Length)) / (double)app.Sum(all => all.Length)),
                ]),
                new("app", "The app",
                [
                    new("threads", "threads at most", threads), new("threadsPerStream", "threads for each answer", threads / (double)options.Streams),
                    new("peakMebibytes", "peak memory", ProcessMemory.Peak(process), "MiB"),
                ]),
            ],
            [
                new("sentenceRatio", "time to the first sentence beside the model itself", sentenceRatio, SentenceBudget, AtLeast: false),
                new("rateRatio", "tokens/s beside the model itself", rateRatio, RateBudget, AtLeast: true),
                new("threadShare", "threads for each answer", threads / (double)options.Streams, Math.Max(ThreadShare, 60.0 / options.Streams), AtLeast: false),
            ]);
    }

    private static int SentenceLength => Sentence.Sum(word => word.Length);

    private static int Length => Sentences * SentenceLength;

    private static double First(StreamTimes[] all) => Statistics.Median(all.Select(one => one.FirstMilliseconds));

    private static double FirstSentence(StreamTimes[] all) => Statistics.Median(all.Select(one => one.SentenceMilliseconds));

    private static double P99First(StreamTimes[] all) => Statistics.Percentile(all.Select(one => one.FirstMilliseconds), 99);

    private static double Rate(StreamTimes[] all) =>
        all.Sum(one => one.Characters) / (double)Length * Sentences * Sentence.Length / (all.Max(one => one.EndMilliseconds) / 1000);

    private static double Median(List<StreamTimes[]> rounds, Func<StreamTimes[], double> figure) => Statistics.Median(rounds.Select(figure));

    private double Ratio(Func<StreamTimes[], double> figure) => Statistics.Median(app.Zip(direct, (one, other) => figure(one) / figure(other)));
}

using Personalization.Experiences.Artwork;
using Personalization.Experiments.BackTests;

namespace Personalization.Tests.Experiences;

/// <summary>Viewers of three kinds, three creatives, known click rates: what another policy would bring is known, and must be found in the logs of this one.</summary>
[Trait("Feature", "S70")]
public sealed class OffPolicyTests
{
    private static readonly double[][] Rates = [[0.10, 0.02, 0.05], [0.03, 0.12, 0.04], [0.05, 0.05, 0.05]];

    // Shows to each kind what it clicks most.
    private static readonly double[][] Target = [[0.9, 0.05, 0.05], [0.05, 0.9, 0.05], [0.2, 0.2, 0.6]];

    private static double Truth => Rates.Zip(Target, (rates, chances) => rates.Zip(chances, (rate, chance) => rate * chance).Sum()).Average();

    // What the shop's own policy does where all match a little.
    private static double[] Logged(int kind) => ArtworkPolicy.Propensities([new(400, 24, kind == 0 ? 0.4 : 0), new(400, 30, kind == 1 ? 0.4 : 0), new(400, 18, 0)]);

    private static LoggedChoice[] Logs(ulong seed, int count, double modelError = 0)
    {
        Draws draws = new(seed);
        double model(int kind, int creative) => Math.Clamp(Rates[kind][creative] + (creative == 1 ? modelError : -modelError), 0, 1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int kind = (int)(3 * draws.Uniform());
            double[] propensities = Logged(kind);
            double left = draws.Uniform();
            int shown = 0;
            while (shown < 2 && (left -= propensities[shown]) >= 0) shown++;
            return new LoggedChoice(propensities[shown], Target[kind][shown], draws.Uniform() < Rates[kind][shown] ? 1 : 0)
            {
                Expected = model(kind, shown), ExpectedOfTarget = Enumerable.Range(0, 3).Sum(creative => Target[kind][creative] * model(kind, creative)),
            };
        })];
    }

    public static TheoryData<string> Estimators => ["ips", "snips", "dr", "dr with a wrong model"];

    private static PolicyEstimate Estimate(string name, ulong seed, int count) => name switch
    {
        "ips" => OffPolicy.InversePropensity(Logs(seed, count)),
        "snips" => OffPolicy.SelfNormalized(Logs(seed, count)),
        "dr" => OffPolicy.DoublyRobust(Logs(seed, count)),
        _ => OffPolicy.DoublyRobust(Logs(seed, count, 0.03)),
    };

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Estimate_SimulatedLogs_HoldTheTruthAsOftenAsTheySay(string name)
    {
        PolicyEstimate[] all = [.. Enumerable.Range(0, 400).Select(n => Estimate(name, (ulong)n + 1, 3000))];

        // 95 %, give or take three standard errors of 400 trials.
        Assert.InRange(all.Count(one => one.Holds(Truth)) / 400.0, 0.917, 0.983);
        Assert.Equal(Truth, all.Average(one => one.Value), 0.001);
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Estimate_OneRow_HoldsTheTruth(string name) => Assert.True(Estimate(name, 20_260_404, 20_000).Holds(Truth), $"{Estimate(name, 20_260_404, 20_000)} holds {Truth}");

    [Fact]
    public void Estimate_GoodModel_IsNarrower()
    {
        PolicyEstimate plain = OffPolicy.InversePropensity(Logs(1, 5000)), robust = OffPolicy.DoublyRobust(Logs(1, 5000));

        Assert.True(robust.High - robust.Low < plain.High - plain.Low);
        Assert.InRange(plain.Effective, 1, 5000);
    }

    [Fact]
    public void Estimate_SamePolicy_IsTheMeanOfWhatCame()
    {
        LoggedChoice[] logs = [.. Logs(3, 1000).Select(one => one with { Target = one.Propensity })];

        Assert.Equal(logs.Average(one => one.Reward), OffPolicy.InversePropensity(logs).Value, 12);
        Assert.Equal(logs.Average(one => one.Reward), OffPolicy.SelfNormalized(logs).Value, 12);
        Assert.Equal(1000, OffPolicy.InversePropensity(logs).Effective, 6);
    }

    [Fact]
    public void Estimate_NothingLogged_SaysThatNothingIsKnown()
    {
        Assert.Equal((double.NegativeInfinity, 0), (OffPolicy.InversePropensity([]).Low, OffPolicy.SelfNormalized([]).Effective));
    }
}

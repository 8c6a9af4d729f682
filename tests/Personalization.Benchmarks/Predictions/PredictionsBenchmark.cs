using System.Diagnostics;
using Personalization.Segments.Predictions.BackTests;
using Personalization.Segments.Predictions.Models;
using Personalization.Testing;

namespace Personalization.Benchmarks.Predictions;

/// <summary>The purchase models on the data of the papers that they come from.</summary>
internal static class PredictionsBenchmark
{
    private const int Passes = 20;
    private const double Year = 365.25 / 7;

    public static Report Run(Options options)
    {
        BuyerPurchases[] sample = Read(options.Data!, "sample.txt");
        List<Section> sections = [Published(sample), Holdout("holdout", "sample", sample)];
        if (File.Exists(Path.Combine(options.Data!, "master.txt"))) sections.Add(Holdout("holdoutOfAll", "all customers", Read(options.Data!, "master.txt")));
        sections.Add(Speed(sample));
        return new Report("predictions", sections, []);
    }

    private static BuyerPurchases[] Read(string folder, string name) => [.. CdnowFile.Read(folder, name).Select(customer => new BuyerPurchases([.. customer]))];

    private static PurchaseSummary[] Known(BuyerPurchases[] buyers) =>
        [.. buyers.Select(buyer => PurchaseSummary.Of(buyer.Days, CdnowFile.Split)).OfType<PurchaseSummary>()];

    private static Section Published(BuyerPurchases[] buyers)
    {
        BgNbdFit timing = BgNbdFit.Of(Known(buyers))!;
        GammaGammaFit worth = GammaGammaFit.Of(Known(buyers))!;
        return new Section("parameters", "Fitted on 39 weeks of the CDNOW sample",
        [
            new("r", "BG/NBD r (published 0.243)", timing.Model.R),
            new("alpha", "BG/NBD alpha (published 4.414)", timing.Model.Alpha, "weeks"),
            new("a", "BG/NBD a (published 0.793)", timing.Model.A),
            new("b", "BG/NBD b (published 2.426)", timing.Model.B),
            new("logLikelihood", "BG/NBD log-likelihood (published -9582.4)", timing.LogLikelihood),
            new("p", "Gamma-Gamma p (published 6.25)", worth.Model.P),
            new("q", "Gamma-Gamma q (published 3.74)", worth.Model.Q),
            new("gamma", "Gamma-Gamma gamma (published 15.44)", worth.Model.Gamma, "USD"),
            new("correlation", "how often and how much, correlation (taken to be 0)", worth.Correlation),
        ]);
    }

    private static Section Holdout(string key, string whose, BuyerPurchases[] buyers)
    {
        PurchaseTestReport report = PurchaseBackTest.Run(buyers, CdnowFile.Split, CdnowFile.Until)!;
        return new Section(key, $"Weeks 40 to 78, {whose}",
        [
            new("buyers", "customers", report.Buyers),
            new("actual", "repeat purchases that came", report.Actual),
            new("predicted", "predicted", report.Model.Total),
            new("sameAgain", "same as last period", report.SameAgain.Total),
            new("weekly", "running total, mean error over the weeks", 100 * report.Weekly, "%"),
            new("mae", "a customer's purchases, mean absolute error", report.Model.Error),
            new("maeSameAgain", "same as last period", report.SameAgain.Error),
            new("correlation", "a customer's purchases, correlation with what came", report.Model.Correlation),
            new("correlationSameAgain", "same as last period", report.SameAgain.Correlation),
            new("spendMae", "a customer's spend, mean absolute error", report.Worth!.Error, "USD"),
            new("spendMaeSameAgain", "same as last period", report.Worth.SameAgainError, "USD"),
            new("returnRate", "share who came again", report.Returns.Rate),
            new("returnBrier", "probability to come again, Brier score", report.Returns.Brier),
            new("returnBrierOfRate", "saying the share to everybody", report.Returns.BrierOfRate),
            new("returnError", "expected calibration error", report.Returns.Error),
            new("returnRanking", "one who came ranked above one who did not", report.Returns.Ranking),
        ]);
    }

    private static Section Speed(BuyerPurchases[] buyers)
    {
        PurchaseSummary[] known = Known(buyers);
        BgNbdFit timing = BgNbdFit.Of(known)!;
        GammaGammaFit worth = GammaGammaFit.Of(known)!;
        double fit = Seconds(() => _ = (BgNbdFit.Of(known), GammaGammaFit.Of(known)));
        double predict = Seconds(() =>
        {
            double sum = 0;
            for (int pass = 0; pass < Passes; pass++)
                foreach (PurchaseSummary buyer in known) sum += LifetimeValue.Of(timing.Model, worth.Model, buyer, Year, 0.1) + timing.Model.Alive(buyer) + (timing.Model.NextIn(buyer) ?? 0);
            GC.KeepAlive(sum);
        });
        return new Section("speed", "Time, one thread",
        [
            new("fitMilliseconds", $"both models of {known.Length} customers", 1000 * fit, "ms"),
            new("predictionsPerSecond", "a customer's value over a year, risk and next purchase", Passes * known.Length / predict, "/s"),
        ]);
    }

    private static double Seconds(Action action)
    {
        action();
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

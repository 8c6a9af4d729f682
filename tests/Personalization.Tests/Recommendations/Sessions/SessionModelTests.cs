using FsCheck.Fluent;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;
using Check = FsCheck.Check;
using static Personalization.Tests.Recommendations.Sessions.Visits;

namespace Personalization.Tests.Recommendations.Sessions;

public sealed class SessionModelTests
{
    private const int Products = 120;
    private static readonly int[][] Known = Strolls(4000, Products, 1);
    private static readonly SessionModel Trained = Model(Log(Known), Products);

    [Fact]
    [Trait("Feature", "S63")]
    public void Predict_NewVisitsOfTheSameShop_FindsFarMoreThanTheMostPopular()
    {
        int[][] fresh = Strolls(400, Products, 99);
        int[] popular = [.. Known.SelectMany(visit => visit).GroupBy(product => product).OrderByDescending(product => product.Count()).Take(20).Select(product => product.Key)];
        double byPopularity = fresh.SelectMany(visit => visit.Skip(1)).Average(product => popular.Contains(product) ? 1.0 : 0);

        Assert.True(Trained.HitRate(fresh) > 3 * byPopularity, $"{Trained.HitRate(fresh)} beside {byPopularity}");
    }

    [Fact]
    [Trait("Feature", "S62")]
    public void Predict_OneMoreStep_ChangesTheList() => Assert.NotEqual(Trained.Next(10, 3, 4), Trained.Next(10, 3, 4, 40));

    [Fact]
    public void Predict_ShopWhereVisitorsGoBack_RanksTheirOwnProductsHigherThanWhereTheyDoNot()
    {
        SessionModel returning = Model(Log(Strolls(3000, Products, 2, back: 0.8)), Products);
        SessionModel wandering = Model(Log(Strolls(3000, Products, 2, back: 0)), Products);

        int[] session = [25, 30];

        Assert.InRange(Array.IndexOf(returning.Next(20, session), 30), 0, 2);
        Assert.InRange(Array.IndexOf(wandering.Next(20, session), 30), 3, 19);
    }

    [Fact]
    public void Build_AnyNumberOfWorkers_GivesTheSameBytes() =>
        Assert.Equal(Bytes(Model(Log(Known[..500]), Products, workers: 1)), Bytes(Model(Log(Known[..500]), Products, workers: 3)));

    [Fact]
    public void Predict_ReadBackFromItsSnapshot_SaysTheSame()
    {
        SessionModel copy = ModelCodec.Deserialize(Bytes(Trained)).Sessions;

        foreach (int[] visit in Known[..50]) Assert.Equal(Trained.Next(20, visit), copy.Next(20, visit));
    }

    [Fact]
    public void Predict_ManyAtOnce_SaysTheSameAsOneByOne()
    {
        int[][] alone = Array.ConvertAll(Known[..200], visit => Trained.Next(20, visit));
        int[][] together = new int[200][];

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, visit => together[visit] = Trained.Next(20, Known[visit]));

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Predict_Warm_AllocatesNothing()
    {
        SessionStep[] session = Steps(Known[0]);
        ScoredProduct[] best = new ScoredProduct[20];
        Trained.Predict(session, best);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int times = 0; times < 100; times++) Trained.Predict(session, best);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Predict_AnySession_GivesOrderedDistinctProducts() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, Products - 1).ListOf().Select(session => session.ToArray()).ToArbitrary(),
        session =>
        {
            ScoredProduct[] best = new ScoredProduct[30];
            ScoredProduct[] found = best[..Trained.Predict(Steps(session), best)];
            return found.Select(one => one.Product).Distinct().Count() == found.Length
                && found.Zip(found.Skip(1)).All(pair => pair.First.Score > pair.Second.Score || (pair.First.Score == pair.Second.Score && pair.First.Product < pair.Second.Product))
                && Trained.Next(30, session).SequenceEqual(found.Select(one => one.Product));
        }));

    [Fact]
    public void Predict_FewerAskedFor_GivesTheBeginningOfTheLongerList()
    {
        foreach (int[] visit in Known[..50]) Assert.Equal(Trained.Next(40, visit).Take(7), Trained.Next(7, visit));
    }

    [Fact]
    public void Build_CartsAmongViews_LearnsThatTheyWeighMore()
    {
        // Those who cart go on to the product two further, those who only look stroll anywhere.
        int[][] visits = [.. Enumerable.Range(0, 9000).Select(visit => new[] { visit % 40, 40 + (visit * 7 % 40), visit % 2 == 0 ? 80 + (visit % 40) : 80 + (visit * 13 % 40) })];
        VisitLog log = Log(visits);
        for (int visit = 0; visit < visits.Length; visit += 2) log.Kinds[3 * visit] = (byte)InteractionKind.CartAdd;
        SessionModel model = SessionModelBuilder.Build(log, Products, ProductFacts.None, SessionModelSettings.Default with { FittedShare = 0.3 });

        Assert.True(model.Evidence.Blend.Values[Blend.KindScale + (int)InteractionKind.CartAdd] > 1.05);
    }

    [Fact]
    public void Deserialize_RowsThatNameAProductTheModelHasNot_IsRefused()
    {
        SessionRows rows = Trained.Rows with { Products = [.. Trained.Rows.Products.Select(product => product == 5 ? Products : product)] };

        Assert.Throws<InvalidDataException>(() => new SessionModel(rows, Trained.Biases, Trained.Evidence));
    }

    private static byte[] Bytes(SessionModel model) => ModelCodec.Serialize(
        new RecommendationModel("m", DateTimeOffset.UnixEpoch, 1, new ProductNumbers([.. Enumerable.Range(0, Products).Select(number => $"p{number}")])) { Sessions = model });
}

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// How the evidence for a next product is put together: a log-linear model over the steps of a session. The score of a product is the sum,
/// over the steps, of two weighted sums of pair features (one that suits the newest step, one that suits earlier ones) mixed by the step's
/// rank, plus what speaks for seeing a product of the visit again, plus popularity. The weights are fitted on the newest visits of the shop.
/// </summary>
/// <param name="values">All weights; where each is, the offsets say.</param>
internal sealed class Blend(double[] values)
{
    public const int Last = 0;
    public const int Earlier = Last + PairFeatures.Count;
    public const int RankLast = Earlier + PairFeatures.Count;
    public const int RankEarlier = RankLast + SessionShape.Ranks;
    public const int Repeat = RankEarlier + SessionShape.Ranks;
    public const int Again = Repeat + (SessionShape.Ranks * SessionShape.Lengths);
    public const int Follow = Again + 1;
    public const int PopularityWeight = Follow + 1;
    public const int NewestWeight = PopularityWeight + 1;
    public const int KindScale = NewestWeight + 1;
    public const int StayScale = KindScale + SessionStep.Kinds;
    public const int Count = StayScale + SessionStep.Stays;

    public double[] Values { get; } = values;

    /// <summary>Where a shop's own data say nothing: about the mean of the weights fitted on shops of different kinds.</summary>
    public static Blend Prior()
    {
        double[] values = new double[Count];
        BlendPrior.Last.CopyTo(values.AsSpan(Last));
        BlendPrior.Earlier.CopyTo(values.AsSpan(Earlier));
        BlendPrior.RankLast.CopyTo(values.AsSpan(RankLast));
        BlendPrior.RankEarlier.CopyTo(values.AsSpan(RankEarlier));
        BlendPrior.Repeat.CopyTo(values.AsSpan(Repeat));
        BlendPrior.Others.CopyTo(values.AsSpan(Again));
        values.AsSpan(KindScale, SessionStep.Kinds + SessionStep.Stays).Fill(1);
        return new Blend(values);
    }

    /// <summary>Weights that give the others their scale, and stay as they are.</summary>
    public static bool IsFixed(int weight) =>
        weight is RankLast or RankEarlier or StayScale || weight == KindScale + (int)Profiles.InteractionKind.View;

    /// <summary>What a step's row weighs, by kind and stay.</summary>
    public double ScaleOf(int slot) => Values[KindScale + SessionStep.KindOf(slot)] * Values[StayScale + SessionStep.StayOf(slot)];

    /// <summary>Weights of pair features for the newest step and for earlier ones.</summary>
    public (float[] Last, float[] Earlier) PairWeights() => (Part(Last), Part(Earlier));

    /// <summary>What speaks for a product whatever the session.</summary>
    public double BiasOf(Popularity popularity, int product) =>
        (Values[PopularityWeight] * Math.Log(1 + popularity.All[product])) + (Values[NewestWeight] * Math.Log(1 + popularity.Newest[product]));

    private float[] Part(int offset) => Array.ConvertAll(Values[offset..(offset + PairFeatures.Count)], weight => (float)weight);
}

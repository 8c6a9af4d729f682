using System.Runtime.InteropServices;

namespace Personalization.Recommendations.Sessions;

/// <summary>Brings the rows of products up to new visits, one after another.</summary>
internal sealed class RowUpdate(SessionModel model, PairScan scan, Popularity fresh, Popularity counts, ProductFacts facts)
{
    private readonly (float[] Last, float[] Earlier) weights = model.Evidence.Blend.PairWeights();
    private readonly Dictionary<int, (float Last, float Earlier)> row = [];
    private readonly BestList best = new(SessionModelSettings.Default.RowLength);
    private readonly float[] pair = new float[PairFeatures.Count];

    /// <summary>Adds the new row of a product to the ends of the lists, best first.</summary>
    public void AddTo(int product, List<int> others, List<byte> last, List<byte> earlier)
    {
        row.Clear();
        AddKnown(product, fresh.All[product] / counts.All[product]);
        scan.Look(product);
        foreach (int other in scan.Found)
        {
            PairFeatures.Write(pair, scan[other], 0, counts, facts, product, other);
            ref (float Last, float Earlier) known = ref CollectionsMarshal.GetValueRefOrAddDefault(row, other, out _);
            known.Last = Met(known.Last, PairFeatures.Dot(weights.Last, pair));
            known.Earlier = Met(known.Earlier, PairFeatures.Dot(weights.Earlier, pair));
        }
        best.Clear();
        foreach ((int other, (float ofLast, float ofEarlier)) in row) best.Offer(other, ofLast + ofEarlier);
        best.Sort();
        foreach (int other in best.Products)
        {
            others.Add(other);
            last.Add(model.Evidence.Last.Of(row[other].Last));
            earlier.Add(model.Evidence.Earlier.Of(row[other].Earlier));
        }
    }

    /// <summary>What the model knows, as if the new visits had not met it again.</summary>
    private void AddKnown(int product, double share)
    {
        if (product >= model.Products) return;
        for (int place = model.Rows.Starts[product]; place < model.Rows.Starts[product + 1]; place++)
            row[model.Rows.Products[place]] = (
                NotMet(model.Evidence.Last.Value(model.Rows.Last[place]), share), NotMet(model.Evidence.Earlier.Value(model.Rows.Earlier[place]), share));
    }

    /// <summary>Mean, as odds, of what is known and of nothing.</summary>
    private static float NotMet(double known, double share) => (float)Math.Log(((1 - share) * Math.Exp(known)) + share);

    /// <summary>Adds what the new visits alone would say, counted against all occurrences.</summary>
    private static float Met(double notMet, double found) => (float)Math.Log(Math.Exp(notMet) + Math.Max(0, Math.Exp(found) - 1));
}

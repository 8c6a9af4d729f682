using System.Runtime.Intrinsics;
using System.Runtime.InteropServices;

namespace Personalization.Recommendations.Sessions;

/// <summary>Loss of a blend over sessions, and which way each weight lessens it: cross-entropy of a softmax over the candidates. One for each thread.</summary>
internal sealed class BlendGradient(BlendRows rows, float[] allLog, float[] newestLog, int longestRow)
{
    private const float Negligible = 1e-5f;

    private readonly float[] scores = new float[allLog.Length];
    private readonly bool[] isTouched = new bool[allLog.Length];
    private readonly List<int> touched = [];
    private readonly ShapedStep[] shaped = new ShapedStep[SessionShape.MostShaped];
    private readonly float[] sums = new float[SessionShape.MostShaped * longestRow * 2];
    private float[] weights = [];
    private int steps;
    private int lengthGroup;

    /// <summary>Sum of the gradients since it was cleared.</summary>
    public float[] Sum { get; } = new float[Blend.Count];

    /// <summary>Sessions added, leaving out those whose next product is no candidate.</summary>
    public int Added { get; private set; }

    /// <summary>Starts over with new weights.</summary>
    public void Reset(float[] newWeights)
    {
        (weights, Added) = (newWeights, 0);
        Array.Clear(Sum);
    }

    /// <summary>Adds a session.</summary>
    public void Add(ReadOnlySpan<SessionStep> session, int target)
    {
        steps = SessionShape.Read(session, shaped, out lengthGroup);
        Score();
        if (isTouched[target])
        {
            Errors(target);
            Collect();
            Added++;
        }
        foreach (int product in touched) isTouched[product] = false;
        touched.Clear();
    }

    private void Score()
    {
        for (int at = 0; at < steps; at++)
        {
            ShapedStep step = shaped[at];
            Touch(step.Product) += step.Role switch
            {
                StepRole.Row => weights[Blend.Repeat + (step.Rank * SessionShape.Lengths) + lengthGroup],
                StepRole.Again => weights[Blend.Again],
                _ => weights[Blend.Follow],
            };
            if (step.Role is not StepRole.Row) continue;
            (float last, float earlier) = (ScaleOf(step) * weights[Blend.RankLast + step.Rank], ScaleOf(step) * weights[Blend.RankEarlier + step.Rank]);
            ReadOnlySpan<int> candidates = rows.Of(step.Product, out ReadOnlySpan<float> pairs);
            Span<float> row = sums.AsSpan(at * longestRow * 2);
            for (int place = 0; place < candidates.Length; place++)
            {
                ReadOnlySpan<float> pair = pairs.Slice(place * PairFeatures.Count, PairFeatures.Count);
                float one = PairFeatures.Dot(weights.AsSpan(Blend.Last), pair), other = PairFeatures.Dot(weights.AsSpan(Blend.Earlier), pair);
                (row[2 * place], row[(2 * place) + 1]) = (one, other);
                Touch(candidates[place]) += (last * one) + (earlier * other);
            }
        }
    }

    /// <summary>Turns scores into probabilities less what was true.</summary>
    private void Errors(int target)
    {
        float highest = float.NegativeInfinity, total = 0;
        foreach (int product in touched) highest = Math.Max(highest, scores[product]);
        foreach (int product in touched) total += scores[product] = MathF.Exp(scores[product] - highest);
        foreach (int product in touched) scores[product] /= total;
        scores[target]--;
        foreach (int product in touched)
        {
            Sum[Blend.PopularityWeight] += scores[product] * allLog[product];
            Sum[Blend.NewestWeight] += scores[product] * newestLog[product];
        }
    }

    private void Collect()
    {
        Vector256<float> lastLow = default, lastHigh = default, earlierLow = default, earlierHigh = default;
        for (int at = 0; at < steps; at++)
        {
            ShapedStep step = shaped[at];
            Sum[step.Role switch
            {
                StepRole.Row => Blend.Repeat + (step.Rank * SessionShape.Lengths) + lengthGroup,
                StepRole.Again => Blend.Again,
                _ => Blend.Follow,
            }] += scores[step.Product];
            if (step.Role is not StepRole.Row) continue;
            (float ofLast, float ofEarlier) = (weights[Blend.RankLast + step.Rank], weights[Blend.RankEarlier + step.Rank]);
            float scale = ScaleOf(step), last = 0, earlier = 0;
            ReadOnlySpan<int> candidates = rows.Of(step.Product, out ReadOnlySpan<float> pairs);
            ReadOnlySpan<float> row = sums.AsSpan(at * longestRow * 2);
            for (int place = 0; place < candidates.Length; place++)
            {
                float error = scores[candidates[place]];
                if (Math.Abs(error) < Negligible) continue;
                ref float pair = ref MemoryMarshal.GetReference(pairs.Slice(place * PairFeatures.Count, PairFeatures.Count));
                Vector256<float> low = Vector256.LoadUnsafe(ref pair), high = Vector256.LoadUnsafe(ref pair, 8);
                (lastLow, lastHigh) = (lastLow + (low * (error * scale * ofLast)), lastHigh + (high * (error * scale * ofLast)));
                (earlierLow, earlierHigh) = (earlierLow + (low * (error * scale * ofEarlier)), earlierHigh + (high * (error * scale * ofEarlier)));
                last += error * row[2 * place];
                earlier += error * row[(2 * place) + 1];
            }
            Sum[Blend.RankLast + step.Rank] += scale * last;
            Sum[Blend.RankEarlier + step.Rank] += scale * earlier;
            float whole = (ofLast * last) + (ofEarlier * earlier);
            (int kind, int stay) = (Blend.KindScale + SessionStep.KindOf(step.Slot), Blend.StayScale + SessionStep.StayOf(step.Slot));
            Sum[kind] += whole * weights[stay];
            Sum[stay] += whole * weights[kind];
        }
        Add(Blend.Last, lastLow, lastHigh);
        Add(Blend.Earlier, earlierLow, earlierHigh);
    }

    private void Add(int offset, Vector256<float> low, Vector256<float> high)
    {
        ref float sum = ref Sum[offset];
        (Vector256.LoadUnsafe(ref sum) + low).StoreUnsafe(ref sum);
        (Vector256.LoadUnsafe(ref sum, 8) + high).StoreUnsafe(ref sum, 8);
    }

    private float ScaleOf(ShapedStep step) =>
        weights[Blend.KindScale + SessionStep.KindOf(step.Slot)] * weights[Blend.StayScale + SessionStep.StayOf(step.Slot)];

    private ref float Touch(int product)
    {
        if (!isTouched[product])
        {
            isTouched[product] = true;
            touched.Add(product);
            scores[product] = (weights[Blend.PopularityWeight] * allLog[product]) + (weights[Blend.NewestWeight] * newestLog[product]);
        }
        return ref scores[product];
    }
}

using System.IO.Hashing;
using System.Text;

namespace Personalization.LocalHost.Triggers;

/// <summary>How long to wait before looking again into a queue that was empty.</summary>
internal static class PollingBackoff
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>100 ms, then twice as long after each further empty look, give or take a fifth, up to the longest interval.</summary>
    /// <param name="emptyLooks">How many looks in a row found nothing before this one: 0 for the first.</param>
    /// <param name="longest">The longest interval.</param>
    /// <param name="seed">Spreads queues that fall empty together; the same seed waits the same times.</param>
    public static TimeSpan After(int emptyLooks, TimeSpan longest, string seed)
    {
        if (emptyLooks == 0) return Min(First, longest);
        ulong hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{seed}/{emptyLooks}"));
        double jitter = 0.8 + 0.4 * (hash / (double)ulong.MaxValue);
        // 2^40 times 100 ms is beyond any interval, and still far from an overflow.
        return Min(First * (Math.Pow(2, Math.Min(emptyLooks, 40)) * jitter), longest);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

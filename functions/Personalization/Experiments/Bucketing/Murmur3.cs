using System.Buffers.Binary;
using System.Numerics;

namespace Personalization.Experiments.Bucketing;

/// <summary>MurmurHash3, 32 bits, x86 (Austin Appleby, public domain).</summary>
public static class Murmur3
{
    private const uint First = 0xCC9E2D51;
    private const uint Second = 0x1B873593;

    /// <summary>The hash of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint seed)
    {
        uint hash = seed;
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= 4; rest = rest[4..])
            hash = (BitOperations.RotateLeft(hash ^ Scrambled(BinaryPrimitives.ReadUInt32LittleEndian(rest)), 13) * 5) + 0xE6546B64;
        uint tail = 0;
        for (int place = rest.Length - 1; place >= 0; place--) tail = (tail << 8) | rest[place];
        if (!rest.IsEmpty) hash ^= Scrambled(tail);
        hash ^= (uint)bytes.Length;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }

    private static uint Scrambled(uint block) => BitOperations.RotateLeft(block * First, 15) * Second;
}

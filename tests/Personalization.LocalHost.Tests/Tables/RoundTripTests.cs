using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class RoundTripTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public void AnyRow_WrittenAndReadByEither_IsTheSame()
    {
        int number = 0;
        Gen<SampleEntity> rows =
            from text in ArbMap.Default.GeneratorFor<UnicodeString>()
            from small in ArbMap.Default.GeneratorFor<int>()
            from large in ArbMap.Default.GeneratorFor<long>()
            from real in ArbMap.Default.GeneratorFor<NormalFloat>()
            from day in ArbMap.Default.GeneratorFor<DateTime>()
            from bytes in ArbMap.Default.GeneratorFor<byte[]>()
            select new SampleEntity
            {
                PartitionKey = "p",
                Text = string.Concat(text.Item.EnumerateRunes()),
                Small = small,
                Large = large,
                Real = real.Item,
                Day = new DateTime(Math.Max(day.Ticks, DateTime.UnixEpoch.Ticks), DateTimeKind.Utc),
                Bytes = bytes,
            };

        Prop.ForAll(Arb.From(rows), row =>
        {
            row.RowKey = $"{number++}";
            Table.AddEntity(row);
            DynamicTableEntity theirs = (DynamicTableEntity)Oracle.Execute(TableOperation.Retrieve(row.PartitionKey, row.RowKey)).Result;
            Assert.Equal((row.Text, row.Small, row.Large), (theirs["Text"].StringValue, theirs["Small"].Int32Value, theirs["Large"].Int64Value));
            Assert.Equal((row.Real, row.Day), (theirs["Real"].DoubleValue, theirs["Day"].DateTime));
            Assert.Equal(row.Bytes, theirs["Bytes"].BinaryValue);

            theirs.RowKey += "again";
            Oracle.Execute(TableOperation.Insert(theirs));
            SampleEntity ours = Table.GetEntity<SampleEntity>(theirs.PartitionKey, theirs.RowKey);
            Assert.Equal((row.Text, row.Small, row.Large, row.Real, row.Day), (ours.Text, ours.Small, ours.Large, ours.Real, ours.Day));
            Assert.Equal(row.Bytes, ours.Bytes);
        }).QuickCheckThrowOnFailure();
    }
}

using System.Diagnostics;
using System.Globalization;
using Libvirt.Xml;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;
using WebConsole.History;
using WebConsole.Hypervisor;

namespace WebConsole.Benchmarks.Figures;

/// <summary>What the history of many machines takes, and how fast one of them is listed.</summary>
internal sealed class HistoryBenchmark : IBenchmark
{
    /// <summary>Writing all of them takes a quarter of an hour: a tenth is written as the product does, and copied nine times.</summary>
    private const int Written = 100, Copies = 9, Machines = Written * (1 + Copies), Versions = 100, Size = 20_000, AtOnce = 50, Lists = 40;

    public string Name => "history";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        var directory = Directory.CreateTempSubdirectory("webconsole-bench-");
        try
        {
            using var database = new HistoryDatabase(Path.Combine(directory.FullName, "history.db"), TimeProvider.System, NullLogger<HistoryDatabase>.Instance);
            var store = new HistoryStore(database, Options.Create(new HistoryOptions()), TimeProvider.System, NullLogger<HistoryStore>.Instance);
            ObjectId[] machines = [.. Enumerable.Range(0, Written).Select(_ => (ObjectId)new MachineId("local", Guid.NewGuid()))];
            var (began, before, text) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, 0L);
            foreach (var some in machines.Chunk(AtOnce))
            {
                DomainXml[] definitions = [.. some.Select(Definition)];
                for (var version = 0; version < Versions; version++)
                {
                    var seen = some.Zip(definitions, (machine, definition) => new Observation(machine, $"machine-{machine.Key}", Edited(definition, version), TimeProvider.System.GetUtcNow())).ToList();
                    text += seen.Sum(one => one.Kept!.Length);
                    await store.AppendAsync(seen);
                }
            }
            var (took, used) = (Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - before);
            for (var copy = 1; copy <= Copies; copy++)
                await database.WriteAsync(connection => Copy(connection, copy));
            yield return new Figure("history-size", directory.EnumerateFiles().Sum(file => file.Length) / 1e6, 300, $"MB for {Machines} machines with {Versions} versions each")
            {
                Beside = string.Create(CultureInfo.InvariantCulture, $"{text * (1 + Copies) / 1e6:0} MB of text, {text / 1e3 / (Written * Versions):0.0} kB each; {Written} machines written in {took.TotalSeconds:0} s, {used.TotalMilliseconds / (Written * Versions):0.0} ms of CPU a version"),
            };
            List<double> lists = [], readings = [];
            foreach (var machine in machines.Take(Lists))
            {
                began = Stopwatch.GetTimestamp();
                var listed = await store.ListAsync(machine, long.MaxValue, 1000, CancellationToken.None);
                lists.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                began = Stopwatch.GetTimestamp();
                if (listed.Count != Versions || await store.ReadAsync(machine, listed[^1].Id, CancellationToken.None) is null)
                    throw new InvalidOperationException("A version is missing.");
                readings.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            yield return new Figure("history-list", lists.Percentile(95), 50, "ms at the 95th percentile for the list of a machine's versions")
            {
                Beside = string.Create(CultureInfo.InvariantCulture, $"median {lists.Median():0.0}, worst {lists.Max():0.0} of {Lists}; the text of the oldest: median {readings.Median():0.0}, worst {readings.Max():0.0}"),
            };
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>The rows of all that were written, as those of other machines.</summary>
    private static void Copy(SqliteConnection connection, int copy)
    {
        const long Apart = 10_000_000;
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TEMP TABLE copied AS SELECT * FROM objects WHERE id < {Apart};
            UPDATE copied SET id = id + {copy * Apart}, key = lower(hex(randomblob(16)));
            INSERT INTO objects SELECT * FROM copied;
            DROP TABLE copied;
            INSERT INTO packs SELECT id + {copy * Apart}, object + {copy * Apart}, length, bytes FROM packs WHERE id < {Apart};
            CREATE TEMP TABLE copied AS SELECT * FROM versions WHERE id < {Apart};
            UPDATE copied SET id = id + {copy * Apart}, object = object + {copy * Apart}, pack = pack + {copy * Apart};
            INSERT INTO versions SELECT * FROM copied;
            DROP TABLE copied;
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>One of everything, and disks until it is long enough.</summary>
    private static DomainXml Definition(ObjectId machine)
    {
        var domain = DomainXml.Parse(File.ReadAllText(Repository.File("tests/Libvirt.Tests/Xml/Fixtures/domain-everything.xml")));
        var devices = domain.Element.Element("devices")!;
        var disk = domain.Disks[0].Element;
        for (var index = 0; domain.ToXml().Length < Size; index++)
            devices.Add(new System.Xml.Linq.XElement(disk));
        domain.Element.Element("uuid")!.Value = machine.Key;
        foreach (var (source, index) in domain.Element.Descendants("source").Select((source, index) => (source, index)))
            source.SetAttributeValue("file", $"/srv/images/{machine.Key}-{index}.qcow2");
        foreach (var card in domain.Interfaces)
            card.MacAddress = $"52:54:00:{Random.Shared.Next(256):x2}:{Random.Shared.Next(256):x2}:{Random.Shared.Next(256):x2}";
        return domain;
    }

    /// <summary>Each version has another memory, title or image.</summary>
    private static string Edited(DomainXml domain, int version)
    {
        if (version % 3 == 0)
            domain.Title = $"Machine in its version {version}";
        else if (version % 3 == 1)
            domain.Element.Element("memory")!.Value = (1_048_576 + (version * 4096)).ToString(CultureInfo.InvariantCulture);
        else
            domain.Element.Descendants("source").ElementAt(version % 5).SetAttributeValue("file", $"/srv/images/{Guid.NewGuid()}.qcow2");
        return domain.ToXml();
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WebConsole.History;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.History;

/// <summary>A history in a file of its own.</summary>
internal sealed class HistoryRig : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public HistoryRig(HistoryOptions? options = null, string? content = null)
    {
        if (content is not null)
            System.IO.File.WriteAllText(File, content);
        Options = options ?? new HistoryOptions();
        Open();
    }

    public static ObjectId Web { get; } = new MachineId("local", Guid.Parse("0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55"));

    public string File => _directory["history.db"];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public RecordingLoggerFactory Logs { get; } = new();

    public HistoryDatabase Database { get; private set; } = null!;

    public HistoryStore Store { get; private set; } = null!;

    private HistoryOptions Options { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As after a restart of WebConsole.</summary>
    public void Reopen()
    {
        Database.Dispose();
        Open();
    }

    /// <summary>A definition of about 2 kB.</summary>
    public static string Definition(int memory, string name = "web-01", string more = "") =>
        $"<domain type='kvm'><name>{name}</name><uuid>0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55</uuid><memory unit='KiB'>{memory}</memory><devices>"
        + string.Concat(Enumerable.Range(0, 20).Select(index => $"<disk type='file' device='disk'><source file='/srv/{index}.qcow2'/><target dev='vd{(char)('a' + index)}' bus='virtio'/></disk>"))
        + $"</devices>{more}</domain>";

    public Task AppendAsync(string? text, ObjectId? id = null, DefinitionAuthor? author = null, bool away = false, string name = "web-01") =>
        Store.AppendAsync([new Observation(id ?? Web, name, text, Time.GetUtcNow()) { Author = author, Away = away }]);

    public Task<List<KeptVersion>> ListAsync(ObjectId? id = null) => Store.ListAsync(id ?? Web, long.MaxValue, 1000, Cancel);

    public Task<string?> ReadAsync(KeptVersion version) => Store.ReadAsync(version.Of, version.Id, Cancel);

    public void Dispose()
    {
        Database.Dispose();
        _directory.Dispose();
    }

    private void Open()
    {
        Database = new HistoryDatabase(File, Time, Logs.CreateLogger<HistoryDatabase>());
        Store = new HistoryStore(Database, Microsoft.Extensions.Options.Options.Create(Options), Time, Logs.CreateLogger<HistoryStore>());
    }
}

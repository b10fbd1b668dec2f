using System.Threading.Channels;
using WebConsole.Features.Consoles;
using WebConsole.Hypervisor;

namespace WebConsole.Tests.Consoles;

/// <summary>Consoles whose guests are simulated by the test.</summary>
internal sealed class ScriptedConsoles : IConsoleSource
{
    private readonly Channel<ScriptedGuest> _opened = Channel.CreateUnbounded<ScriptedGuest>();

    /// <summary>If set, every opening fails with it.</summary>
    public ConsoleRefusedException? Refusal { get; set; }

    /// <summary>The arguments of the last opened text console.</summary>
    public (string? Device, bool TakeOver) LastText { get; private set; }

    /// <summary>The guest's end of the next console that is opened.</summary>
    public async Task<ScriptedGuest> NextAsync(CancellationToken cancellationToken) => await _opened.Reader.ReadAsync(cancellationToken);

    public bool AnyOpened => _opened.Reader.TryPeek(out _);

    public Task<Stream> OpenGraphicsAsync(MachineId machine, int index, CancellationToken cancellationToken) => OpenAsync();

    public Task<Stream> OpenTextAsync(MachineId machine, string? device, bool takeOver, CancellationToken cancellationToken)
    {
        LastText = (device, takeOver);
        return OpenAsync();
    }

    private Task<Stream> OpenAsync()
    {
        if (Refusal is { } refusal)
            return Task.FromException<Stream>(refusal);
        var (ours, theirs) = SocketPair.Create();
        _opened.Writer.TryWrite(new ScriptedGuest(theirs));
        return Task.FromResult<Stream>(ours);
    }
}

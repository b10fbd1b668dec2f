using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Libvirt;
using WebConsole.Access;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Displays;

/// <summary>
/// Gives a display a password of its own for half a minute, for one person's virt-viewer. It is a task, so that it is
/// authorised, audited and shown; the password is in no part of it. Cancelling it ends the password at once.
/// </summary>
internal sealed record OpenToViewer(LentPasswords Lent) : Operation
{
    /// <summary>How long the password opens the display.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    // The protocol of VNC takes eight bytes and no more.
    private const int BytesForVnc = 6, BytesForSpice = 24;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4), BetweenTries = TimeSpan.FromMilliseconds(50), Turn = TimeSpan.FromSeconds(10);

    /// <summary>How long libvirt, or the machine's QEMU, may be away when the display is to get its own password back.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromMinutes(10), BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<string?> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required MachineId Machine { get; init; }

    /// <summary><c>vnc</c> or <c>spice</c>.</summary>
    public required string Type { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    /// <summary>The password, once the display has it; <c>null</c> where the display asks for none. Cancelled if that fails; it never completes if the task does not begin.</summary>
    public Task<string?> Opened => _opened.Task;

    private string Password { get; } = "";

    public override string Action => "viewer-file";
    public override string Verb => "let virt-viewer into";
    public override string Doing => "opened to virt-viewer";
    public override ObjectId Subject => Machine;
    public override Right Needs => Right.Operate;
    public override Lane Lane => Lane.Consoles;
    public override bool CanCancel => true;
    public override ImmutableArray<(string Name, string Value)> Parameters => [("display", Type)];
    public override ImmutableArray<string> Secrets => [Password];
    public override string VirshLine => VirshCommand.ForMachine(Uri, "update-device --file DISPLAY.xml --live", Machine, Target);

    private (MachineId Machine, string Type) Key => (Machine, Type);

    public static OpenToViewer Of(Machine machine, string type, string uri, LentPasswords lent) => new(lent, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(type is DisplaySettings.Vnc ? BytesForVnc : BytesForSpice)))
    {
        Machine = machine.Id,
        Target = machine.Name,
        Type = type,
        Uri = uri,
    };

    private OpenToViewer(LentPasswords lent, string password) : this(lent) => Password = password;

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.GetValueOrDefault(Machine) is { IsActive: true } ? null : $"{Target} does not run.");

    public override async Task ExecuteAsync(OperationContext context)
    {
        var asks = false;
        try
        {
            await context.StepAsync($"Give the display a password for {Life.TotalSeconds:0} s", async () => asks = await LendAsync(context).ConfigureAwait(false), undo: () => GiveBackAsync(context)).ConfigureAwait(false);
        }
        catch
        {
            // Nobody has to wait until that is undone.
            _opened.TrySetCanceled(CancellationToken.None);
            throw;
        }
        // Nobody has to wait for the end of the password. What ends it has all the patience there is.
        context.ReleaseClaims();
        context.Keep();
        _opened.TrySetResult(asks ? Password : null);
        if (!asks)
        {
            context.Note("The display asks for no password: whoever reaches its address can open it.");
            return;
        }
        try
        {
            await Task.Delay(Life, context.Time, context.Cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Also when WebConsole stops, which undoes nothing.
            await GiveBackAsync(context).ConfigureAwait(false);
        }
    }

    private Task<bool> LendAsync(OperationContext context)
    {
        var until = (context.Time.GetUtcNow() + Life).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return context.RunAsync(Machine, Lane, domain => Lent.Lend(domain, Key, Password, until), Doing);
    }

    /// <summary>QEMU itself has ended the password by then: until the display has its own, it takes nobody.</summary>
    private async Task GiveBackAsync(OperationContext context)
    {
        for (var began = context.Time.GetTimestamp(); Lent.IsLent(Key, Password);)
        {
            try
            {
                await context.RunAsync(Subject, Lane, connection =>
                {
                    Lent.GiveBack(connection, Key, Password);
                    return true;
                }, "given its own password back", Patience, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error) when (OperationErrors.IsExpected(error))
            {
                var waited = context.Time.GetElapsedTime(began);
                if (waited >= (IsAway(error) ? LongestAway : Turn))
                    throw new OperationFailedException($"The display did not get its own password back: {context.Describe(error)}", "Once the password of the file has ended it takes nobody: set its own anew under Hardware.");
                await WaitAsync(context, isShort: error is HypervisorBusyException && waited < Turn).ConfigureAwait(false);
            }
        }
    }

    private static bool IsAway(Exception error) => error is HypervisorException || (error is LibvirtException libvirt && (OperationErrors.IsBroken(libvirt) || libvirt.Code is LibvirtErrorCode.OperationTimeout));

    private static Task WaitAsync(OperationContext context, bool isShort)
    {
        if (!isShort)
            context.Report(null, "waits for libvirt");
        return Task.Delay(isShort ? BetweenTries : BetweenLooks, context.Time, CancellationToken.None);
    }
}

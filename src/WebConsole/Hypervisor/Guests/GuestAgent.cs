using System.Collections.Concurrent;
using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Guests;

/// <summary>What was learnt of a guest: <paramref name="Facts"/>, or in <paramref name="Said"/> why there are none, where libvirt or the agent says more than the state.</summary>
public sealed record GuestAnswer(GuestAgentState State, GuestFacts? Facts = null, string? Said = null);

/// <summary>The SSH keys of a user of a guest, or why they can't be had.</summary>
public sealed record GuestKeysAnswer(GuestAgentState State, ImmutableArray<string> Keys, string? Said = null);

/// <summary>
/// Asks a guest's agent for what it tells of the guest, when somebody wants it and never by itself. Who asks while an answer is awaited
/// gets the same one.
/// </summary>
public sealed class GuestAgent(HypervisorGateway gateway, TimeProvider time)
{
    /// <summary>The name of the channel, by which all sides know it.</summary>
    public const string ChannelName = "org.qemu.guest_agent.0";

    /// <summary>How long an answer of the agent may take. A question consists of several, and libvirt waits 5 s before for a sign of life.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MostKeys = 200, LongestKey = 16 * 1024;

    /// <summary>VIR_ERR_AGENT_COMMAND_TIMEOUT, which newer versions of libvirt tell apart.</summary>
    private const LibvirtErrorCode CommandTimeout = (LibvirtErrorCode)112;

    private readonly ConcurrentDictionary<MachineId, Task<GuestAnswer>> _asking = new();

    /// <summary>What the definition in force says of the agent.</summary>
    public static GuestAgentState StateOf(Machine machine)
    {
        if (machine is not { IsActive: true, State: MachineState.Running })
            return GuestAgentState.Off;
        if (!DomainXml.TryParse(machine.Xml, out var domain) || domain.DomainType is not ("kvm" or "qemu" or "hvf"))
            return GuestAgentState.Unsupported;
        return ChannelOf(domain) is not { } channel ? GuestAgentState.NoChannel
            // One that was plugged in has no state until the guest opens it.
            : channel.TargetState is not "connected" ? GuestAgentState.Disconnected
            : GuestAgentState.Connected;
    }

    /// <summary>Whether a definition has the channel.</summary>
    public static bool HasChannel(string? xml) => DomainXml.TryParse(xml, out var domain) && ChannelOf(domain) is not null;

    /// <summary>Reads what the guest tells of itself. It throws nothing of libvirt's.</summary>
    /// <param name="machine">The machine as it is known now.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<GuestAnswer> AskAsync(Machine machine, CancellationToken cancellationToken)
    {
        if (StateOf(machine) is not GuestAgentState.Connected and var state)
            return new GuestAnswer(state);
        var mine = new TaskCompletionSource<GuestAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = _asking.GetOrAdd(machine.Id, mine.Task);
        if (asked == mine.Task)
            _ = AnswerAsync(machine.Id, mine);
        return await asked.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The SSH keys of a user of the guest, as the guest writes them. It throws nothing of libvirt's.</summary>
    public async Task<GuestKeysAnswer> KeysOfAsync(Machine machine, string user, CancellationToken cancellationToken)
    {
        if (StateOf(machine) is not GuestAgentState.Connected and var state)
            return new GuestKeysAnswer(state, []);
        var (failed, said, keys) = await TryAsync(machine.Id, domain => domain.GetAuthorizedKeys(user), "its keys to be read", cancellationToken).ConfigureAwait(false);
        return new GuestKeysAnswer(failed, [.. (keys ?? []).Take(MostKeys).Select(key => CutText.To(key, LongestKey))], said);
    }

    private async Task AnswerAsync(MachineId machine, TaskCompletionSource<GuestAnswer> answer)
    {
        try
        {
            var read = await ReadAsync(machine).ConfigureAwait(false);
            _asking.TryRemove(machine, out _);
            answer.SetResult(read);
        }
        catch (Exception error)
        {
            // Who waits hears of it, and the next one asks again.
            _asking.TryRemove(machine, out _);
            answer.SetException(error);
        }
    }

    private async Task<GuestAnswer> ReadAsync(MachineId machine)
    {
        var (state, said, facts) = await TryAsync(machine, Read, "it to be read", CancellationToken.None).ConfigureAwait(false);
        return new GuestAnswer(state, facts, said);
    }

    private async Task<(GuestAgentState State, string? Said, T? Answer)> TryAsync<T>(MachineId machine, Func<Domain, T> ask, string doing, CancellationToken cancellationToken)
    {
        try
        {
            return (GuestAgentState.Connected, null, await gateway.RunInGuestAsync(machine, Lane.Commands, Patience, ask, doing, null, null, cancellationToken).ConfigureAwait(false));
        }
        catch (HypervisorBusyException busy)
        {
            return (GuestAgentState.Busy, busy.Message, default);
        }
        catch (HypervisorException late)
        {
            return (GuestAgentState.Silent, late.Message, default);
        }
        catch (LibvirtException error)
        {
            return (StateOf(error), GuestText.Line(error.Message), default);
        }
    }

    /// <summary>Whether it says that no answer came, and nothing of what the agent did.</summary>
    public static bool IsSilence(LibvirtException error) => StateOf(error) is GuestAgentState.Silent;

    private GuestFacts Read(Domain domain)
    {
        var reader = new GuestInfoReader(domain.GetGuestInfo(), new GuestDisks(domain.GetXml()));
        var facts = reader.Read(time.GetUtcNow());
        var (began, clock) = (time.GetUtcNow(), GuestInfoReader.Known(Optional(() => domain.GetGuestTime())));
        // The guest has looked at its clock at some moment between.
        var between = began + ((time.GetUtcNow() - began) / 2);
        return facts with
        {
            Time = clock,
            DriftSeconds = clock is { } guest ? Math.Round((guest - between).TotalSeconds, 1) : null,
            Interfaces = reader.HasInterfaces ? facts.Interfaces : GuestInfoReader.Read(Optional(() => domain.GetInterfaceAddresses(DomainInterfaceAddressesSource.Agent)) ?? []),
        };
    }

    /// <summary>What some agents don't offer; of one that does not answer any more the rest is no answer either.</summary>
    private static T? Optional<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LibvirtException error) when (StateOf(error) is GuestAgentState.Refused)
        {
            return default;
        }
    }

    private static GuestAgentState StateOf(LibvirtException error) => error.Code switch
    {
        LibvirtErrorCode.AgentUnresponsive or LibvirtErrorCode.AgentUnsynced or LibvirtErrorCode.OperationTimeout or CommandTimeout => GuestAgentState.Silent,
        LibvirtErrorCode.OperationInvalid or LibvirtErrorCode.NoDomain => GuestAgentState.Off,
        LibvirtErrorCode.NoSupport => GuestAgentState.Unsupported,
        _ => GuestAgentState.Refused,
    };

    private static CharacterDeviceXml? ChannelOf(DomainXml domain) => domain.Devices.OfType<CharacterDeviceXml>().FirstOrDefault(device => device.TargetName is ChannelName);
}

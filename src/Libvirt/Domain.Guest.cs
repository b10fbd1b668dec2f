using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

// The guest, as far as it or its agent tells. All of it is hostile text.
public sealed partial class Domain
{
    /// <summary>The machine's network interfaces with their addresses.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainInterfaceAddresses">virDomainInterfaceAddresses</see>.</summary>
    /// <param name="source">The source of the addresses.</param>
    /// <exception cref="LibvirtException">It does not run, the agent does not answer
    /// (<see cref="LibvirtErrorCode.AgentUnresponsive"/>), or the driver cannot.</exception>
    public unsafe IReadOnlyList<DomainInterface> GetInterfaceAddresses(DomainInterfaceAddressesSource source) =>
        NativeArray<NativeDomainInterface>.Read(
            interfaces => NativeMethods.virDomainInterfaceAddresses(_handle, interfaces, (uint)source, 0),
            DomainInterface.Read,
            NativeMethods.virDomainInterfaceFree);

    /// <summary>Sets how long libvirt waits for each answer of the guest's agent; without it, for ever. It holds until the next call, for all
    /// users of libvirt.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainAgentSetResponseTimeout">virDomainAgentSetResponseTimeout</see>.</summary>
    /// <param name="seconds">Seconds.</param>
    /// <exception cref="LibvirtException">The driver cannot, or the domain is gone.</exception>
    public void SetAgentResponseTimeout(int seconds) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainAgentSetResponseTimeout(_handle, seconds, 0));

    /// <summary>Has libvirt wait for the guest's agent for ever again, as it does before <see cref="SetAgentResponseTimeout"/>.</summary>
    /// <exception cref="LibvirtException">The driver cannot, or the domain is gone.</exception>
    public void ClearAgentResponseTimeout() => SetAgentResponseTimeout(AgentResponseTimeoutBlock);

    /// <summary>What the guest's agent says of its system, users, file systems, disks and interfaces.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetGuestInfo">virDomainGetGuestInfo</see>.</summary>
    /// <returns>All groups that this agent and this libvirt know, by the names of libvirt's documentation.</returns>
    /// <exception cref="LibvirtException">There is no agent, or it does not answer.</exception>
    public unsafe TypedParameterSet GetGuestInfo()
    {
        NativeTypedParameter* parameters = null;
        var count = 0;
        NativeCheck.NotNegative(() =>
        {
            NativeTypedParameter* received = null;
            var length = 0;
            var result = NativeMethods.virDomainGetGuestInfo(_handle, 0, &received, &length, 0);
            parameters = received;
            count = length;
            return result;
        });
        try
        {
            return TypedParameterReader.Read(parameters, count);
        }
        finally
        {
            NativeMethods.virTypedParamsFree(parameters, count);
        }
    }

    /// <summary>The guest's clock.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetTime">virDomainGetTime</see>.</summary>
    /// <returns>Null where it is no date that .NET knows.</returns>
    /// <exception cref="LibvirtException">There is no agent, or it does not answer.</exception>
    public unsafe DateTimeOffset? GetGuestTime()
    {
        long seconds = 0;
        uint nanoseconds = 0;
        NativeCheck.NotNegative(() =>
        {
            long received = 0;
            uint part = 0;
            var result = NativeMethods.virDomainGetTime(_handle, &received, &part, 0);
            (seconds, nanoseconds) = (received, part);
            return result;
        });
        return seconds >= 0 && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(Math.Min(nanoseconds, 999_999_999) / 100)
            : null;
    }

    /// <summary>Has the guest take its time from its hardware clock, which libvirt keeps right.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetTime">virDomainSetTime</see>.</summary>
    /// <exception cref="LibvirtException">There is no agent, it does not answer, or the guest can't.</exception>
    public void SyncGuestTime() => NativeCheck.NotNegative(() => NativeMethods.virDomainSetTime(_handle, 0, 0, TimeSync));

    /// <summary>Gives the unused blocks of the guest's file systems back to the storage.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainFSTrim">virDomainFSTrim</see>.</summary>
    /// <exception cref="LibvirtException">There is no agent, it does not answer, or the guest can't.</exception>
    public void TrimGuestFileSystems() => NativeCheck.NotNegative(() => NativeMethods.virDomainFSTrim(_handle, null, 0, 0));

    /// <summary>Stops all writing to the guest's file systems, which then are as on a clean disk.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainFSFreeze">virDomainFSFreeze</see>.</summary>
    /// <returns>How many were frozen.</returns>
    /// <exception cref="LibvirtException">There is no agent, it does not answer, or the guest can't.</exception>
    public unsafe int FreezeGuestFileSystems() => NativeCheck.NotNegative(() => NativeMethods.virDomainFSFreeze(_handle, null, 0, 0));

    /// <summary>The reverse of <see cref="FreezeGuestFileSystems"/>; no mistake where nothing is frozen.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainFSThaw">virDomainFSThaw</see>.</summary>
    /// <returns>How many were thawed.</returns>
    /// <exception cref="LibvirtException">There is no agent, or it does not answer.</exception>
    public unsafe int ThawGuestFileSystems() => NativeCheck.NotNegative(() => NativeMethods.virDomainFSThaw(_handle, null, 0, 0));

    /// <summary>Sets the password of one of the guest's users.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetUserPassword">virDomainSetUserPassword</see>.</summary>
    /// <param name="user">The user's name in the guest.</param>
    /// <param name="password">The password, or what the guest is to keep of it.</param>
    /// <param name="isEncrypted">Whether <paramref name="password"/> is encrypted already, as in <c>/etc/shadow</c>.</param>
    /// <exception cref="LibvirtException">There is no agent, it does not answer, or the guest refuses.</exception>
    public unsafe void SetGuestPassword(string user, string password, bool isEncrypted)
    {
        using var texts = new Utf8Text(user, password);
        NativeCheck.NotNegative(() => NativeMethods.virDomainSetUserPassword(_handle, texts[0], texts[1], isEncrypted ? PasswordEncrypted : 0));
    }

    /// <summary>The SSH keys by which one may sign in as a user of the guest.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainAuthorizedSSHKeysGet">virDomainAuthorizedSSHKeysGet</see>.</summary>
    /// <param name="user">The user's name in the guest.</param>
    /// <returns>The lines of the file, as the guest has them.</returns>
    /// <exception cref="LibvirtException">There is no agent, it does not answer, or the guest has no such user.</exception>
    public unsafe IReadOnlyList<string> GetAuthorizedKeys(string user)
    {
        using var texts = new Utf8Text(user);
        byte** keys = null;
        var count = NativeCheck.NotNegative(() =>
        {
            byte** received = null;
            var result = NativeMethods.virDomainAuthorizedSSHKeysGet(_handle, texts[0], &received, 0);
            keys = received;
            return result;
        });
        var read = new string[count];
        for (var i = 0; i < count; i++)
        {
            read[i] = NativeText.Read(keys[i]) ?? "";
            NativeTextMarshaller.Free(keys[i]);
        }
        NativeMemory.Free(keys);
        return read;
    }

    /// <summary>Changes the SSH keys of a user of the guest.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainAuthorizedSSHKeysSet">virDomainAuthorizedSSHKeysSet</see>.</summary>
    /// <param name="user">The user's name in the guest.</param>
    /// <param name="keys">The keys, one a line of the file.</param>
    /// <param name="flags">What becomes of them; by default they replace all that the file has.</param>
    /// <exception cref="LibvirtException">There is no agent, it does not answer, or the guest has no such user.</exception>
    public unsafe void SetAuthorizedKeys(string user, IReadOnlyList<string> keys, AuthorizedKeysFlags flags = AuthorizedKeysFlags.None)
    {
        ArgumentNullException.ThrowIfNull(keys);
        using var name = new Utf8Text(user);
        using var texts = new Utf8Text(keys);
        NativeCheck.NotNegative(() => NativeMethods.virDomainAuthorizedSSHKeysSet(_handle, name[0], texts.All, (uint)keys.Count, (uint)flags));
    }

    /// <summary>Sends a command to the guest's agent as it is. libvirt then marks the machine as tainted until it stops.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-qemu.html#virDomainQemuAgentCommand">virDomainQemuAgentCommand</see>.</summary>
    /// <param name="command">JSON.</param>
    /// <param name="seconds">How long to wait for the answer.</param>
    /// <returns>The agent's answer: JSON that may hold anything.</returns>
    /// <exception cref="LibvirtException">There is no agent, it does not answer, or the guest refuses.</exception>
    public unsafe byte[] SendAgentCommand(string command, int seconds)
    {
        using var texts = new Utf8Text(command);
        byte* answer = null;
        NativeCheck.NotNegative(() =>
        {
            answer = NativeMethods.virDomainQemuAgentCommand(_handle, texts[0], seconds, 0);
            return answer is null ? -1 : 0;
        });
        try
        {
            return MemoryMarshal.CreateReadOnlySpanFromNullTerminated(answer).ToArray();
        }
        finally
        {
            NativeTextMarshaller.Free(answer);
        }
    }

    // VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK.
    private const int AgentResponseTimeoutBlock = -2;

    // VIR_DOMAIN_TIME_SYNC and VIR_DOMAIN_PASSWORD_ENCRYPTED.
    private const uint TimeSync = 1, PasswordEncrypted = 1;
}

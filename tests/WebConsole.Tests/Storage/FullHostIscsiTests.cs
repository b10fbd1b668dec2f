using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Targets of an iSCSI server, to which the host's kernel signs in.</summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class FullHostIscsiTests : FullHostPools
{
    private const string Target = "iqn.2026-01.org.example:disks";
    private const string Locked = "iqn.2026-01.org.example:chap";
    private const string Password = "correct-horse-battery";

    [Fact]
    public async Task Target_IsFound_ItsDisksAreWrittenAndRead_AndStay()
    {
        Assert.Contains(await FindAsync(new { type = "iscsi", sourceHost = "127.0.0.1" }), source => source.GetProperty("sourceDevices").GetString() == Target);
        var pool = await MakeAsync(new { type = "iscsi", name = "san", sourceHost = "127.0.0.1", sourceDevices = new[] { Target } });
        await UntilAsync(async () => (await VolumesAsync(pool)).Length == 2);

        var disk = (await VolumesAsync(pool))[0];
        await OnHostAsync("yes secret | head -c 1048576 > /srv/iscsi/disk1");
        Assert.Contains("are deleted in the storage system", await RefuseAsync(HttpMethod.Delete, $"{pool}/volumes/{disk}"), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/{disk}/wipe", null);
        Assert.Equal(new byte[1000], await ReadAsync(pool, disk, 1000));
        Assert.Contains("are made in the storage system", await RefuseAsync(HttpMethod.Post, $"{pool}/volumes", new { name = "made", capacity = 1 << 20 }), StringComparison.Ordinal);
        await RefuseAsync(HttpMethod.Delete, pool, new { contents = true });

        await EndAsync(pool, contents: false);
        Assert.Equal("", await OnHostAsync("iscsiadm -m session 2> /dev/null; true"));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task LockedTarget_OpensWithItsPasswordOnly_WhichNobodySeesAgain()
    {
        Passwords.AddRange([Password, "not-" + Password]);
        object Asked(string secret) => new { type = "iscsi", name = "san", sourceHost = "127.0.0.1", sourceDevices = new[] { Locked }, user = "anna", secret };

        var refused = await MakeInVainAsync(Asked("not-" + Password));

        Assert.Contains("authorization failure", refused, StringComparison.Ordinal);
        Assert.Contains("The server refused the user or the password.", refused, StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync("virsh -q -c qemu+tcp://127.0.0.1/system secret-list"));

        var pool = await MakeAsync(Asked(Password));
        await UntilAsync(async () => (await VolumesAsync(pool)).Length == 1);
        Assert.Contains("private", await ShellAsync($"virsh -c qemu+tcp://127.0.0.1/system secret-get-value {pool.Split('/')[^1]} 2>&1 || true"), StringComparison.Ordinal);
        await EndAsync(pool, contents: false);
        Assert.Equal("", await ShellAsync("virsh -q -c qemu+tcp://127.0.0.1/system secret-list"));
    }
}

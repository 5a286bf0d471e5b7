"""What the classroom's screens need: the screens, the codes by which they are paired, and who has no device."""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, Model, UUIDField
from playhouse.postgres_ext import DateTimeTZField


class Base(Model):
    class Meta:
        legacy_table_names = False


class Trainer(Base):
    pass


class Room(Base):
    pass


class Screen(Base):
    uuid = UUIDField(unique=True)
    trainer = ForeignKeyField(Trainer, on_delete="CASCADE")
    name = CharField(40)
    mode = CharField(9)
    who = CharField(4)
    zoom = CharField(1)
    theme = CharField(5)
    language = CharField(8)
    hides_code = BooleanField()
    room = ForeignKeyField(Room, null=True, on_delete="SET NULL")
    revision = IntegerField()
    created_at = DateTimeTZField()
    seen_at = DateTimeTZField(null=True)
    version = CharField(40)
    wake_lock = CharField(11)
    is_visible = BooleanField()
    device = CharField(200)


class Pairing(Base):
    uuid = UUIDField(unique=True)
    code = CharField(8, unique=True)
    created_at = DateTimeTZField()
    device = CharField(200)
    screen = ForeignKeyField(Screen, null=True, on_delete="CASCADE")


MODELS = [Screen, Pairing]


def up(migrator, db):
    db.execute_sql('ALTER TABLE "student" ADD COLUMN "has_device" boolean NOT NULL DEFAULT true')
    db.execute_sql('ALTER TABLE "student" ALTER COLUMN "has_device" DROP DEFAULT')
    with db.bind_ctx(MODELS, bind_refs=False, bind_backrefs=False):
        db.create_tables(MODELS, safe=False)


def down(migrator, db):
    with db.bind_ctx(MODELS, bind_refs=False, bind_backrefs=False):
        db.drop_tables(MODELS)
    db.execute_sql('ALTER TABLE "student" DROP COLUMN "has_device"')
